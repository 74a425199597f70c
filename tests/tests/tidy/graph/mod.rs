//! Which module names which, read from the sources: a pure function of files and their texts.

mod circle;
mod file;
mod house;
mod names;

pub use circle::circles;
pub use house::{HOUSE, named_in, within};
pub use names::Use;
