//! A ballot: what one respondent said, sealed when finished. Its bytes never change again.

mod digest;
mod done_again;
mod interview;
mod line;
mod nonresponse;
mod nul;
mod personal;
mod reason;
mod sealed;
mod sorted;
mod status;

pub use digest::{Digest, Summing};
pub use done_again::DoneAgain;
pub use interview::{Interviews, beside, replaces_itself};
pub use line::{BallotLine, Decided};
pub use nonresponse::{NoAnswer, Nonresponse};
pub use personal::{MAX_PERSONAL_BYTES, Personal, PersonalHeader};
pub use reason::Reason;
pub use sealed::*;
pub use status::Status;
