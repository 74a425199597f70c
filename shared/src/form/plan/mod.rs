//! A form made ready to run: parsed, its references found, its order of computation fixed. Shared by all its interviews.

mod bind;
mod lay;
mod node;
mod order;

pub use node::Plan;
pub(super) use node::{Aspect, Bound, Part, PlannedRepeat, Vertex};
