//! Campaign packages on disk: a folder or .zip, its workbooks opened with caps, and what is wrong with them.

mod error;
mod read;
mod sample;
mod source;
mod workbook;
mod write;
mod xls;
mod xlsx;

pub use error::PackageError;
pub use read::{Package, open, read, workbooks, zipped};
pub use sample::sample;
pub(crate) use source::CAMPAIGN;
pub use workbook::{open as open_workbook, open_form};
pub use write::write as write_workbook;
