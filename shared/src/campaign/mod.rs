//! A campaign: what is judged, by whom, with which points. Data, versioned by year; never code.

mod model;

pub use model::*;
