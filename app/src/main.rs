//! The app: one wasm that is the page in a window and the store in a worker.
#![cfg_attr(
    not(target_arch = "wasm32"),
    allow(dead_code, reason = "the parts that need a browser are not built here")
)]

#[cfg(any(target_arch = "wasm32", test))]
mod address;
#[cfg(any(target_arch = "wasm32", test))]
mod amount;
#[cfg(any(target_arch = "wasm32", test))]
mod by_hand;
#[cfg(any(target_arch = "wasm32", test))]
mod device;
#[cfg(any(target_arch = "wasm32", test))]
mod field;
#[cfg(any(target_arch = "wasm32", test))]
mod fold;
#[cfg(target_arch = "wasm32")]
mod net;
#[cfg(any(target_arch = "wasm32", test))]
mod office;
#[cfg(target_arch = "wasm32")]
mod platform;
#[cfg(target_arch = "wasm32")]
mod screen;
#[cfg(any(target_arch = "wasm32", test))]
mod search;
#[cfg(target_arch = "wasm32")]
mod shell;
#[cfg(target_arch = "wasm32")]
mod ui;

#[cfg(target_arch = "wasm32")]
fn main() {
    if platform::in_worker() {
        device::worker::start();
    } else {
        shell::start();
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The app runs in a browser: build it with `cargo run -p app --bin bundle`.");
}
