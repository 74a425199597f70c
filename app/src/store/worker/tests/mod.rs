//! The store as interviewers use it, on SQLite in a file.

mod board;
mod draft;
mod finish;
mod outbox;
mod tablet;
