//! XForm XML: the model of a form as ODK's tools write and read it.

mod judge;
mod markup;
mod read;
mod write;

pub use judge::judge;
pub(in crate::form) use read::document;
pub use read::read;
pub(in crate::form) use write::{NAMESPACES, instance_alone};
pub use write::{Written, write};
