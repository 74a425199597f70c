//! The desk's part, as a wasm: the page in a window, and the device's store in a worker.

fn main() {
    app::desk();
}
