//! Importing a package, with the ballots and assessments of files. All of it or nothing, in one transaction.

mod assessments;
mod ballots;
mod package;
mod versions;

pub use package::{File, Import, ImportError, Imported, import};
