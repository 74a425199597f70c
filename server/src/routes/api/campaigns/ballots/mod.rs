//! `/api/campaigns/{campaign}/ballots`

pub mod batch;
pub mod detail;
pub mod list;
pub mod put;
pub mod review;
