//! Respondents who answer by themselves: the office invites by codes, each of which gives one ballot. Nothing that is kept joins a code
//! to its ballot: of a code there is a digest, what is answered lies encrypted under the code until the ballot is taken in, and then
//! the invitation says that it was answered and no more. The ballot's id follows from the code and a claim, which its respondent alone
//! is shown: who has both sees the ballot again, and may withdraw it, while the survey goes on.

mod answer;
mod claim;
mod code;
mod draft;
mod invite;
mod keys;
mod sent;

pub use answer::{CHANGED, Interview, Said, Standing, Unsent, Used, Visit, begin, keep, refuse, send, visit};
pub use claim::Claim;
pub use code::Code;
pub use invite::{Batch, Made, Planned, invite, invite_all, invited, invited_in, withdraw};
pub use sent::{Sent, erase, sent};
