//! `/api/campaigns`

pub mod ballots;
pub mod changes;
pub mod counts;
pub mod list;
pub mod package;
pub mod whole;
