//! Nothing that few people said comes back from what is public, by any sums, over any versions.

mod attacker;
mod corrected;
mod few;
pub(super) mod made;
mod solver;
mod tried;
