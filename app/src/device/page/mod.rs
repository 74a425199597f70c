//! The page's side: one function for each command, and the client that sends them and waits.

mod ask;
pub mod client;
mod line;
#[cfg(feature = "desk")]
mod typed;

pub use ask::*;
#[cfg(feature = "desk")]
pub use typed::*;
