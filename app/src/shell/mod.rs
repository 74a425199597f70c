//! What stands around every screen, and which screen an address shows.

mod frame;
mod route;
mod start;

pub use start::start;
