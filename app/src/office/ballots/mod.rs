//! The list of ballots, with its filters in the address.

#[cfg(target_arch = "wasm32")]
mod away;
#[cfg(target_arch = "wasm32")]
mod filters;
mod rows;
#[cfg(target_arch = "wasm32")]
mod screen;
#[cfg(target_arch = "wasm32")]
mod table;
mod tally;

#[cfg(target_arch = "wasm32")]
pub use {screen::Ballots, table::mode_key};
