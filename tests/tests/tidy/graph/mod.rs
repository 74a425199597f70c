//! Which module names which, read from the sources: a pure function of files and their texts.

mod circle;
mod file;
mod names;

pub use circle::circles;
pub use names::{Graph, Use};
