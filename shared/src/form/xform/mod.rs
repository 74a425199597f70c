//! XForm XML: the model of a form as ODK's tools write and read it.

mod file;
mod itself;
mod judge;
mod laid;
mod markup;
mod read;
mod write;

pub(in crate::form) use file::document;
pub use itself::of_themselves;
pub use judge::judge;
pub(in crate::form) use laid::laid;
pub use read::read;
pub(in crate::form) use write::NAMESPACES;
pub use write::{Written, write};
