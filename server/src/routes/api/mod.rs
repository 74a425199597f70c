//! `/api`

pub mod accounts;
pub mod acts;
pub mod campaigns;
pub mod health;
pub mod inbox;
pub mod packages;
pub mod reference;
pub mod session;
pub mod tokens;
pub mod unknown_campaigns;
pub mod version;
