//! The office's part, as a wasm.

fn main() {
    app::office();
}
