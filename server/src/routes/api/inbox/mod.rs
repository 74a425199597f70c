//! `/api/inbox`

pub mod count;
pub mod list;
