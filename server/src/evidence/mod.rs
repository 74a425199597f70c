//! Files that units give as evidence: on their way here, and what can be seen of them. Nothing of theirs is run, and none is read whole
//! into memory.

mod bytes;
mod cfb;
mod inspect;
mod package;
mod pdf;
mod picture;
mod rtf;
mod uploads;

pub use inspect::{Seen, inspect};
pub use uploads::{Progress, UPLOADS, Uploads};
