//! The sets of a campaign as an OData feed, page by page: read as files of ballots are, of one moment.

mod figures;
mod kept;
mod rows;

pub use kept::{Feeds, Table};
pub use rows::{Behind, Rows, entity, page};
