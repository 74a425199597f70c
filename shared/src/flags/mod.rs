//! Which ballots people should look at, and why: rules over a ballot, over what its form usually takes, and over the other ballots
//! of its interviewer. A flag is no verdict: it changes no points, and a person decides.
//!
//! A ballot is read once ([`Watch::add`]). After that a rule costs the same for each ballot, but for the comparison with the
//! interviewer's other ballots: each is compared with the 200 of the same form that were finished before it, and only the
//! interviewers of whom something came are compared anew. So n ballots cost n · 200 comparisons of answers at most, and another one
//! those of its interviewer. What comes out hangs on the ballots, and not on the pieces in which they came.

mod by_number;
mod cells;
mod durations;
mod own;
mod rule;
mod seen;
mod watch;

pub use by_number::ByNumber;
pub use rule::{Flag, Rule, Rules};
pub use watch::{About, Flagged, Watch};
