//! The one check of ballots against the campaign that they belong to. Whoever takes them in (the server, the import, the
//! score of files) asks here, and gets the same reasons.

mod content;
mod day;
mod forms;
mod submission;

pub use content::Checked;
pub use day::Clock;
pub use forms::{Forms, Version};
pub use submission::{Lines, Submission};
