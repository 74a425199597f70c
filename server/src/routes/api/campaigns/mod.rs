//! `/api/campaigns`

pub mod ballots;
pub mod changes;
pub mod closing;
pub mod counts;
pub mod index;
pub mod list;
pub mod package;
pub mod survey;
pub mod whole;
