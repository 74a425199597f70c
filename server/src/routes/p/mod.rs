//! `/p`: what is published, for everybody.

mod answer;
pub mod list;
pub mod newest;
pub mod version;
