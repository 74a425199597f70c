//! Packages on a screen: chosen, sent, checked, imported, taken away.

#[cfg(target_arch = "wasm32")]
mod changes;
#[cfg(target_arch = "wasm32")]
mod checked;
#[cfg(target_arch = "wasm32")]
mod choose;
#[cfg(target_arch = "wasm32")]
mod faults;
mod gather;
#[cfg(target_arch = "wasm32")]
mod kept;
mod place;
#[cfg(target_arch = "wasm32")]
mod screen;
mod zip;

#[cfg(target_arch = "wasm32")]
pub use screen::Packages;
