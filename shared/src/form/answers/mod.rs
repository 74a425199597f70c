//! Answers from outside, read and checked: could this form, at this place, have given them?

mod checked;
mod copied;
mod read;
mod text;
mod verdict;

pub use checked::{CheckedAnswers, MAX_FAULTS, check};

#[cfg(test)]
mod tests;
