//! The page's side: one function for each command, and the client that sends them and waits.

mod ask;
pub mod client;
mod line;
mod named;
#[cfg(feature = "desk")]
mod typed;

pub use ask::*;
pub use named::campaign;
#[cfg(feature = "desk")]
pub use typed::*;
