//! XForm XML: the model of a form as ODK's tools write and read it.

mod markup;
mod write;

pub use write::write;
