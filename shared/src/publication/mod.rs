//! What of a run is shown outside of the office: without what few people said, and without exact fractions.

mod correction;
mod disclose;
mod model;
mod recovered;
#[cfg(test)]
mod tests;

pub use correction::{Changed, Standing, changed};
pub use disclose::{FEW, disclose, whole};
pub use model::{GroupRate, LeafGroups, Public, PublicTable, PublicUnit};
