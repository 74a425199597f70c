//! What of a run is shown outside of the office: without what few people said, and without exact fractions.

mod answers;
mod correction;
mod disclose;
mod model;
mod open;
mod parts;
mod past;
mod ranks;
mod recovered;
#[cfg(test)]
mod tests;
mod withheld;
mod worlds;

pub use answers::{people, people_of};
pub use correction::{Changed, Standing, changed, is_untold};
pub use disclose::{disclose, whole};
pub use model::{GroupRate, LeafGroups, Public, PublicTable, PublicUnit};
pub use past::public_past;
pub use withheld::{Withheld, withheld};

/// What fewer people than these said is not shown.
pub const FEW: u64 = 5;
