//! `/api/campaigns/{campaign}/units/{unit}`

pub mod adjustments;
pub mod answers;
pub mod appraisals;
pub mod assessment;
pub mod draft;
pub mod entries;
pub mod files;
pub mod objections;
pub mod questions;
pub mod report;
mod spot;
pub mod submissions;
