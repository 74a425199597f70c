//! `/api/campaigns/{campaign}/duties`

pub mod list;
pub mod set;
