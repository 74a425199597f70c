//! The store in one SQLite file: WAL, one writer that commits many requests at once, answered when the disk has them.

mod accounts;
mod acts;
mod assessments;
mod backchecks;
mod backend;
mod ballots;
mod campaigns;
mod copy;
mod derived;
mod devices;
mod documents;
mod evidence;
mod foreign;
mod gaps;
mod ground;
mod invitations;
mod later;
mod letters;
mod list;
mod log;
mod memory;
mod messages;
mod migrate;
mod nonresponses;
mod objections;
mod orphans;
mod packages;
mod papers;
mod personal;
mod publications;
mod roll;
mod runs;
mod schema;
mod seal;
mod shares;
mod syncing;
mod taking_in;
mod tokens;
mod transaction;
mod values;
mod whole;
mod writer;
mod wrong;

pub use backend::{open, refuse_cut};
pub use copy::copy;
pub use whole::{
    Contents, files, find_wrong, has_damaged_log, look_over, make_another, recounted, set_aside,
};
pub use wrong::Wrong;
