//! `/api/accounts`: for admins.

pub mod bulk;
pub mod change;
pub mod list;
pub mod make;
