//! `/odata/{campaign}`: ballots and figures as an OData 4 feed.

mod asked;
pub mod metadata;
pub mod rows;
pub mod service;
