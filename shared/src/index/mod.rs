//! Ballots and appraisals become points, totals, ranks and classes.

mod assessment;
mod ballot_file;
mod band;
mod by_type;
mod decimal;
mod feed;
mod grid;
mod judged;
mod leaf;
mod named;
mod question;
mod rank;
mod scheme;
mod score;
mod sums;
mod survey;
mod tally;
mod total;

pub use assessment::Assessment;
pub use ballot_file::{BallotFile, BallotJudge, JudgedBallot};
pub use by_type::ByType;
pub use grid::{Grid, Marks};
pub use named::Named;
pub use scheme::Scheme;
pub use score::score;
pub use survey::survey;
pub use tally::{NeverAdded, Tallies};

#[cfg(test)]
pub mod example;
