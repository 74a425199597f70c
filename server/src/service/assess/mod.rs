//! The year of a unit: it scores itself, the head submits, appraisers decide. Rules and the table of who may do what are
//! `shared::assessment`'s.

mod accept;
mod adjust;
mod book;
mod evidence;
mod footing;
mod inbox;
mod lines;
mod papers;
mod phases;
mod say;
mod show;
mod submit;
mod work;

pub use accept::accept;
pub use adjust::{adjust, adjustment_lines, adjustments, keep_adjustment, last_said, with_adjustments};
pub use book::{Book, Books};
pub use evidence::{FileSpot, append, files, open, received};
pub use footing::{Footing, names_of};
pub use inbox::{Person, Waiting, accounts_with_grants, inbox, last_day, local, notices, said, zone_of};
pub use papers::{draft, minutes, submitted};
pub use phases::{calendar, extend, set_phase};
pub use say::{Spot, say, tell};
pub use show::{overview, unit};
pub use submit::submit;
pub use work::{duties, leaves, set_duty, worklist};
