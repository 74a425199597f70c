//! All leaves of a unit, below their criteria.

mod screen;

pub use screen::{Leaves, SOUGHT};
