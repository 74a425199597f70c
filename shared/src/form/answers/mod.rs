//! Answers from outside, read and checked: could this form, at this place, have given them? Whoever takes ballots in (the
//! server, the import, the score of files) asks here, and gets the same reasons.

mod check;
mod day;
mod forms;
mod judgement;
mod read;
mod reason;
mod submission;
mod text;
mod verdict;

pub use check::Checked;
pub use day::Clock;
pub use forms::{Forms, Version};
pub use judgement::{Judgement, judge};
pub use reason::Reason;
pub use submission::{Lines, Submission};

#[cfg(test)]
mod tests;
