//! Runs: what one set of inputs gives, immutable and the same on every machine.

mod model;
mod past;
mod unit;

pub use model::{ClassCount, Heading, Inputs, Named, Node, RULE, Run, RunTable, Share};
pub use past::{Before, Line, Year};
pub use unit::{
    Adjusted, GroupLeaf, Interval, LastYear, Lost, Next, QuestionLeaf, Ranks, RunUnit, SelfLeaf, SelfScored,
    SurveyLeaf,
};
