//! Ballots and figures as an OData 4 feed, which Excel and Power BI read: what the service says of itself, what is asked of it,
//! and its rows as JSON.

mod answers;
mod condition;
mod filter;
mod fixed;
mod key;
mod metadata;
mod page;
mod query;
mod set;
#[cfg(test)]
mod tests;
mod token;

pub use answers::Answers;
pub use fixed::Fixed;
pub use key::Key;
pub use metadata::{metadata, service};
pub use page::Page;
pub use query::{Detail, Fault, Query};
pub use set::{Link, Of, Property, Set, set_of, sets};
