//! Ballots on paper: the questionnaire that is printed, batches that are handed out and come back, and what clerks key in of them, once
//! or twice. Nobody is given what somebody else keyed, but who decides between two others.

mod amiss;
mod batch;
mod filled;
mod key;
mod overview;
mod print;
mod state;
mod tables;
mod work;

pub use amiss::{Amiss, amiss, keyed};
pub use batch::{cancel, issue, list, take_back};
pub use key::{Keying, decide, key};
pub use overview::{Overview, overview};
pub use print::{MOST as PRINTED, blank, cover, numbered};
pub use tables::{Table, table, taken};
pub use work::{difference, own, work};
