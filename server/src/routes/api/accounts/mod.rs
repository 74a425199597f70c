//! `/api/accounts`: for admins.

pub mod change;
pub mod list;
pub mod make;
