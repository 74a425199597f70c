//! Nothing that few people said comes back from what is public, by any sums, over any versions.

mod attacker;
mod corrected;
mod few;
mod groups;
pub(super) mod made;
mod solver;
mod tried;
