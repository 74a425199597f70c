//! `/api/campaigns/{campaign}/ballots`

pub mod detail;
pub mod list;
pub mod put;
pub mod review;
