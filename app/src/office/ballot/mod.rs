//! One ballot: why it is where it is, what it says, what people decided about it.

#[cfg(target_arch = "wasm32")]
mod answer_tables;
mod answers;
#[cfg(target_arch = "wasm32")]
mod decide;
mod decision;
#[cfg(target_arch = "wasm32")]
mod facts;
#[cfg(target_arch = "wasm32")]
mod history;
mod metadata;
mod offset;
#[cfg(target_arch = "wasm32")]
mod screen;

#[cfg(target_arch = "wasm32")]
pub use screen::Ballot;
