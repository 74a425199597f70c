//! `/api/session`: being signed in.

pub mod current;
pub mod password;
pub mod sign_in;
pub mod sign_out;
pub mod token;
