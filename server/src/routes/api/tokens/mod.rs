//! `/api/tokens`: for admins.

pub mod list;
pub mod make;
pub mod revoke;
