//! XLSForm questionnaires: their compiled definition, and the engine that runs an interview on one.

mod definition;
#[cfg(test)]
mod example;
pub mod expr;
mod instance;
mod judge;
mod plan;
#[cfg(test)]
mod properties;
mod surroundings;
pub mod xlsform;

pub use definition::*;
pub use instance::*;
pub use judge::{Judgement, judge};
pub use plan::Plan;
pub use surroundings::Surroundings;
