//! A paper as a PDF: tagged, so that who hears it hears headings and tables; text that can be searched and copied, with its marks.

mod face;
mod layout;
mod sheet;
mod write;

pub use write::{bound, pdf};
