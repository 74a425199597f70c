//! The list of ballots, with its filters in the address.

mod rows;
mod view;

pub use view::{BallotsView, STATUSES};
