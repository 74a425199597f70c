//! What the unit tests of this room share.

pub(super) mod specimen;
