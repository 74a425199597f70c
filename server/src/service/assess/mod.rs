//! The year of a unit: it scores itself, the head submits, appraisers decide. Rules and the table of who may do what are
//! `shared::assessment`'s.

mod desk;
mod evidence;
mod phases;
mod say;
mod show;
mod submit;

pub use evidence::{FileSpot, append, files, open, received};
pub use phases::{calendar, extend, set_phase};
pub use say::{Spot, say, tell};
pub use show::{overview, unit};
pub use submit::submit;
