//! The page's side: one function for each command, and the client that sends them and waits.

mod ask;
pub mod client;
mod line;

pub use ask::*;
