//! What the store holds, in the files of a campaign package and in tables.

mod assessments;
mod files;
mod lines;
mod marks;
mod moment;
mod next;
mod packages;
mod statistics;
mod workbook;

pub use assessments::{Assessed, assessments};
pub use files::Files;
pub use lines::{Field, Lines};
pub use moment::{Moment, Piece, begin, line, look};
pub use next::next;
pub use packages::packages;
pub use statistics::{CODEBOOK, Statistics, Step};
pub use workbook::Workbook;
