//! How an interview is shown, on a tablet and on a respondent's page alike: its screens, and the words of its questions.

mod order;
mod words;

pub use order::{MAX_SIDE_BY_SIDE, REVIEW, Screen, Shape, Way, find, lay_out};
pub use words::{fault, shown, toggled, typed};
