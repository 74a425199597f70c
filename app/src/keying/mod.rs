//! The screens of a clerk: batches of papers, and one paper after the other keyed in by the keyboard alone.

#[cfg(target_arch = "wasm32")]
mod desks;
mod foot;
mod keys;
mod lost;
mod outbox;
mod paper;
mod said;
#[cfg(target_arch = "wasm32")]
mod screen;
#[cfg(target_arch = "wasm32")]
mod sending;
mod sheet;
mod station;
#[cfg(test)]
mod tests;

#[cfg(target_arch = "wasm32")]
pub use screen::KeyingScreen;
