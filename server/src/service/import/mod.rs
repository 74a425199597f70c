//! Importing a package, with the ballots and assessments of files. All of it or nothing, in one transaction.

mod assessments;
mod ballots;
mod check;
mod checked;
mod package;
mod staged;
mod versions;

pub use check::{Offered, check, summary};
pub use checked::import_checked;
pub use package::{File, Import, ImportError, Imported, import};
pub use staged::Staged;
