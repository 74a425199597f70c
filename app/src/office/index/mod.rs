//! The index of each unit type: ranks, totals, classes, and what the incomplete units lack.

mod breakdown;
mod lacking;
#[cfg(target_arch = "wasm32")]
mod opened;
mod ranking;
#[cfg(target_arch = "wasm32")]
mod screen;
#[cfg(target_arch = "wasm32")]
mod table;

#[cfg(target_arch = "wasm32")]
pub use screen::Index;
