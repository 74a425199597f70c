//! `/e`: a tablet is enrolled by a link, without a password; or opens the one back-check that its app asked for.

pub mod backcheck;
pub mod code;
mod shut;
