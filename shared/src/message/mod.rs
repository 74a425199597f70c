//! The message catalogue: every visible text, in Vietnamese and English, for app and server alike.

mod catalogue;
mod format;
mod language;

pub use catalogue::{Rooms, keys, knows, learn_english, problem, show, speaks, text};
pub use format::{date, date_time, number};
pub use language::Language;
