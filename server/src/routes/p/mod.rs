//! `/p`: what is published, for everybody.

mod answer;
pub mod newest;
pub mod version;
