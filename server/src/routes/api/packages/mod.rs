//! `/api/packages`

pub mod check;
pub mod imports;
pub mod sample;
