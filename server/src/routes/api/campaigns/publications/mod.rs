//! `/api/campaigns/{campaign}/publications`: what was published.

pub mod list;
pub mod publish;
