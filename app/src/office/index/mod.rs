//! The index of each unit type: ranks, totals, classes, and what the incomplete units lack.

mod breakdown;
mod standing;
mod view;

pub use view::IndexPlace;
