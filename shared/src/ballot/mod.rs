//! A ballot: what one respondent said, sealed when finished. Its bytes never change again.

mod digest;
mod line;
mod nul;
mod sealed;

pub use digest::Digest;
pub use line::{BallotLine, Decided};
pub use sealed::*;
