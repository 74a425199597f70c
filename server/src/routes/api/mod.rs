//! `/api`

pub mod accounts;
pub mod campaigns;
pub mod session;
pub mod version;
