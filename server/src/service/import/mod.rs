//! Importing a package, with the ballots and assessments of files. All of it is checked first; then it is written in pieces, so
//! that ballots that arrive meanwhile wait for no more than one. What was killed in the middle is run again without harm.

mod adjustments;
mod assessments;
mod ballots;
mod check;
mod checked;
mod fixed;
mod package;
mod pieces;
mod reading;
mod staged;
mod unfit;

pub use check::{Offered, check, summary};
pub use checked::import_checked;
pub use package::{Import, ImportError, Imported, import};
pub use staged::Staged;

pub use crate::lines::File;
