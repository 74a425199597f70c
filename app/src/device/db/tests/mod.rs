//! The store as interviewers use it, on SQLite in a file.

mod board;
mod damaged;
mod draft;
mod finish;
pub mod memory;
mod outbox;
pub mod tablet;
