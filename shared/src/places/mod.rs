//! Where ballots are taken: the tree of a campaign's places, at any depth, and what it answers.

mod misplaced;
mod place;
mod tree;

pub use place::{PROVINCE, Place, PlaceKind};
pub use tree::Places;
