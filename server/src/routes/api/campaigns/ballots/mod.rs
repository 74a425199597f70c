//! `/api/campaigns/{campaign}/ballots`

pub mod batch;
pub mod csv;
pub mod detail;
pub mod jsonl;
pub mod list;
pub mod put;
pub mod review;
pub mod statistics;
mod taken;
