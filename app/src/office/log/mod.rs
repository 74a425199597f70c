//! The log: who changed what, and when.

mod filters;
mod screen;
mod table;

pub use screen::Log;
