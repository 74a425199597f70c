//! The store as interviewers use it, on SQLite in a file.

mod apart;
mod board;
mod browser;
mod carried;
mod damaged;
mod done_again;
mod draft;
mod finish;
pub mod memory;
mod messages;
mod no_answer;
mod outbox;
#[cfg(feature = "desk")]
mod parcel;
pub mod tablet;
#[cfg(feature = "desk")]
mod typed;
