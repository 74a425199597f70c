//! Ballots and appraisals become points, totals, ranks and classes.

mod appraisals;
mod assessment;
mod ballot_file;
mod band;
mod by_type;
mod decimal;
mod fed;
mod feed;
mod grid;
mod judged;
mod leaf;
mod named;
mod of_unit;
mod question;
mod rank;
mod scheme;
mod score;
mod shown;
mod standings;
mod sums;
mod survey;
mod tally;
mod total;

pub use appraisals::Appraisals;
pub use assessment::Assessment;
pub use ballot_file::{BallotFile, BallotJudge, FileBallot, JudgedBallot};
pub use by_type::ByType;
pub use fed::{Fed, FedCell, FedQuestion};
pub use grid::{Grid, Marks};
pub use judged::{Judged, judged};
pub use named::Named;
pub use of_unit::{judges, may_judge};
pub use question::is_left;
pub use scheme::Scheme;
pub use score::{Reckoned, reckon, score, table};
pub use standings::Standings;
pub use survey::survey;
pub use tally::{NeverAdded, Tallies};
pub use total::UnitPoints;

#[cfg(test)]
pub mod example;
