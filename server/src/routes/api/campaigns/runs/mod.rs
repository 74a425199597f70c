//! `/api/campaigns/{campaign}/runs`

pub mod list;
pub mod make;
pub mod show;
