//! What app and server say to each other: the bodies of the HTTP interface, one struct for each.

mod account;
mod act;
mod ballot;
mod batch;
mod campaign;
mod counts;
mod entry;
mod evidence;
mod export;
mod in_order;
mod index;
mod package;
mod phase;
mod problem;
mod review;
mod role;
mod session;
mod submission;
mod survey;
mod token;
mod version;

pub use account::*;
pub use act::*;
pub use ballot::*;
pub use batch::*;
pub use campaign::*;
pub use counts::*;
pub use entry::*;
pub use evidence::*;
pub use export::*;
pub use index::*;
pub use package::*;
pub use phase::*;
pub use problem::*;
pub use review::*;
pub use role::*;
pub use session::*;
pub use submission::*;
pub use survey::*;
pub use token::*;
pub use version::*;

pub use crate::ballot::Status;
