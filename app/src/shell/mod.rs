//! What stands around every screen, which screen an address shows, and in which part of the app.

mod frame;
mod page;
mod route;
mod start;

#[cfg(feature = "desk")]
pub use page::DESK;
pub use page::{KEYING, OFFICE, TABLET};
pub use start::start;
