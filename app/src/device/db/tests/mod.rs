//! The store as interviewers use it, on SQLite in a file.

mod board;
mod damaged;
mod draft;
mod finish;
mod outbox;
mod tablet;
