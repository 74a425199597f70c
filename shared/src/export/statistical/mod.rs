//! Files of statistics programs: .sav of SPSS and PSPP, .dta of Stata.

mod dta;
mod file;
mod labels;
mod measure;
mod sav;

use super::names;

pub use file::{Format, Statistical};
pub use measure::Measure;
