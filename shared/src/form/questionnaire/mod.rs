//! Reads an XLSForm workbook into a form definition, and refuses by name what is not understood yet.

mod choices;
mod columns;
mod doubts;
mod expressions;
mod fitting;
mod heads;
mod joined;
mod kind;
mod read;
mod scope;
mod settings;
mod source;
mod survey;
mod tree;

pub use read::read;
pub(crate) use read::{Compiled, compile};
