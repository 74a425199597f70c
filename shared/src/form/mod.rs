//! XLSForm questionnaires: their compiled definition, and the engine that runs an interview on one.

mod definition;
pub mod expr;

pub use definition::*;
