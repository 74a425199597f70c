//! SQLite, and nothing that needs a browser, so that it is tested anywhere.

mod board;
mod carried;
mod device;
mod draft;
mod error;
mod finish;
mod forgotten;
mod kept;
mod messages;
mod migrate;
mod names;
mod outbox;
mod package;
#[cfg(feature = "desk")]
mod parcel;
mod readable;
mod remembered;
mod stop;
mod store;
#[cfg(test)]
pub mod tests;
#[cfg(feature = "desk")]
mod typed;

pub use error::{Result, StoreError};
pub use forgotten::Deleted;
pub use store::{Edge, Store};
