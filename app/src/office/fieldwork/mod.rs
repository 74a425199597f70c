//! How the fieldwork stands, live: counts by form, level of the tree of places, place and interviewer.

mod change;
mod line;
#[cfg(target_arch = "wasm32")]
mod narrow;
mod order;
#[cfg(target_arch = "wasm32")]
mod row;
#[cfg(target_arch = "wasm32")]
mod screen;
mod silence;
#[cfg(target_arch = "wasm32")]
mod summary;
#[cfg(target_arch = "wasm32")]
mod table;

#[cfg(target_arch = "wasm32")]
pub use screen::Fieldwork;
