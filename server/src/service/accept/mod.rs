//! Taking in a finished ballot. It is never turned away: what is doubtful goes into quarantine with its reasons.

mod circumstances;
mod content;
mod done_again;
mod ingest;
mod keyed;
mod nonresponse;
mod personal;

pub use content::check;
pub use done_again::{InStore, counts_beside, missed_under, stands_under, undecided_beside};
pub use ingest::{Arrival, Outcome, Sender, accept, accept_all, keep};
pub use keyed::seal;
