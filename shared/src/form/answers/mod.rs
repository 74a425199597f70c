//! Answers from outside, read and judged: could this form, at this place, have given them?

mod judgement;
mod read;
mod text;
mod verdict;

pub use judgement::{Judgement, judge};

#[cfg(test)]
mod tests;
