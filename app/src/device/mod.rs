//! The device's own store: SQLite in a worker, what the page asks of it, and the messages between the two.

#[cfg(feature = "store")]
mod db;
#[cfg(target_arch = "wasm32")]
mod page;
pub mod protocol;
#[cfg(feature = "store")]
pub mod worker;

#[cfg(target_arch = "wasm32")]
pub use page::*;
