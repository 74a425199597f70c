//! `/e`: a tablet is enrolled by a link, without a password.

pub mod code;
