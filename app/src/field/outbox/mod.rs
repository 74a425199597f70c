//! The outbox: every finished ballot that the tablet holds, where it is on its way, and sending now.

mod queue;
#[cfg(target_arch = "wasm32")]
mod row;
#[cfg(target_arch = "wasm32")]
mod screen;
mod until;

#[cfg(target_arch = "wasm32")]
pub use screen::OutboxScreen;
