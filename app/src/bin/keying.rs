//! The part of clerks who key in papers, as a wasm.

fn main() {
    app::keying();
}
