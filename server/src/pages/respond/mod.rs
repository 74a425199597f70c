//! What respondents see who answer by themselves: a door for the code, what is done with their data, the questions, and the end. Small
//! pages that need no script: each step is a form, so a connection that broke costs one step.

mod answers;
mod door;
mod fields;
mod frame;
mod outcome;
mod question;
mod review;
mod sent;
mod welcome;

pub use door::page as door;
pub use fields::{answers, brought, field, most_bytes};
pub use frame::{Guest, STYLE, Told};
pub use outcome::{early, erased, over, refused, withdrawn};
pub use question::page as question;
pub use review::{SEEN, page as review};
pub use sent::{ASK, ERASE, SEE, answered, ask, sent, thanks};
pub use welcome::page as welcome;
