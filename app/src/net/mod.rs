//! What the page asks of the server: one typed function for each endpoint. Tablets need it to sign in, offices for all.

mod accounts;
mod acts;
mod appraisals;
mod ballots;
mod campaigns;
mod changes;
#[cfg(any(feature = "desk", not(feature = "store")))]
mod inbox;
mod packages;
mod papers;
mod phases;
mod request;
mod session;
mod tokens;
mod units;
#[cfg(feature = "desk")]
mod upload;

pub use accounts::*;
pub use acts::*;
pub use appraisals::*;
pub use ballots::*;
pub use campaigns::*;
pub use changes::*;
#[cfg(any(feature = "desk", not(feature = "store")))]
pub use inbox::inbox;
pub use packages::*;
pub use papers::*;
pub use phases::*;
pub use request::{OFFLINE, REVOKED, Refused, SIGNED_OUT, is_refused, is_signed_out};
pub use session::*;
pub use tokens::*;
#[cfg(feature = "desk")]
pub use units::{answer, enter};
pub use units::{files, submit, unit};
#[cfg(feature = "desk")]
pub use upload::{received, send_piece};
