//! XLSForm questionnaires: their compiled definition, and the engine that runs an interview on one.

pub mod tree;
pub mod xpath;

mod answers;
mod definition;
mod engine;
#[cfg(test)]
pub(crate) mod example;
mod external;
mod instance;
pub mod model;
mod moment;
mod paper;
mod plan;
#[cfg(test)]
mod properties;
pub mod questionnaire;
pub mod session;
pub mod sheets;
mod surroundings;
mod units;
pub mod xform;

pub use answers::{CheckedAnswers, MAX_FAULTS, check};
pub use definition::*;
pub use engine::Defect;
pub use instance::*;
pub use moment::{Moment, is_day};
pub use paper::{Condition, Field, Numbered, Piece, UNIT_WIDTH, tables};
pub use plan::Plan;
pub use surroundings::Surroundings;
pub use units::Units;
pub use xpath::dialect::parse;
