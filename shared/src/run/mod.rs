//! Runs: what one set of inputs gives, immutable and the same on every machine.

mod ballots;
mod draw;
mod inputs;
mod make;
mod model;
mod past;
mod survey;
#[cfg(test)]
mod tests;
mod unit;
mod unit_of;
mod weak;
mod what_if;

pub use ballots::{Ballots, Given};
pub use make::make;
pub use model::{ClassCount, Heading, Inputs, Named, Node, PROGRAM, RULE, Run, RunTable, Share};
pub use past::{Before, Line, OF_A_RUN, Year};
pub use unit::{
    Adjusted, GroupLeaf, Interval, LastYear, Lost, Next, QuestionLeaf, Ranks, RunUnit, SelfLeaf, SelfScored,
    SurveyLeaf,
};
pub use what_if::{BandChange, Beside, BesideUnit, Change, LeftOut, Standing, what_if};
