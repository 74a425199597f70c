//! The server's judgement of answers: could this form, at this place, have given them?

mod judgement;
mod read;
mod verdict;

pub use judgement::{Judgement, judge};

#[cfg(test)]
mod tests;
