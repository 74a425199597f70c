//! `/api/campaigns/{campaign}/units/{unit}`

pub mod answers;
pub mod appraisals;
pub mod assessment;
pub mod entries;
pub mod questions;
mod spot;
pub mod submissions;
