//! Ballots on paper: the questionnaire that is printed, batches that are handed out and come back, and what clerks key in of them, once
//! or twice. Nobody is given what somebody else keyed, but who decides between two others.

mod batch;
mod filled;
mod key;
mod print;
mod state;
mod work;

pub use batch::{issue, list, take_back};
pub use key::{Keying, decide, key};
pub use print::{blank, cover, numbered};
pub use work::{difference, own, work};
