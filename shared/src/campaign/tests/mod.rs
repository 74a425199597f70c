//! What the unit tests of this room share.

mod change;
mod own_unit;
pub(super) mod specimen;
