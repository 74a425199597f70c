//! `/api/campaigns/{campaign}/phases`

pub mod set;
pub mod show;
