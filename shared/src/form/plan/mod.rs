//! A definition made ready to run: its places, its expressions bound to them. Shared by all its interviews.

mod bind;
mod lay;
mod node;

pub use node::Plan;
pub(super) use node::{Bound, Part, PlannedNode, PlannedRepeat};
