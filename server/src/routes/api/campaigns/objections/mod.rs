//! `/api/campaigns/{campaign}/objections`: what units object to in what was published.

pub mod answer;
pub mod list;
