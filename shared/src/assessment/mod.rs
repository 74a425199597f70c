//! A unit's year: which points may be given on a leaf, and what people should look at in a file of assessments.

mod enter;
mod file;
mod step;

pub use file::AssessmentFile;
