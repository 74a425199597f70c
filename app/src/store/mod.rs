//! What the tablet keeps: SQLite in a worker, behind one message protocol.

#[cfg(target_arch = "wasm32")]
mod ask;
#[cfg(target_arch = "wasm32")]
pub mod client;
pub mod protocol;
pub mod worker;

#[cfg(target_arch = "wasm32")]
pub use ask::*;
