//! Which screen of a unit's year is shown.

/// Which screen of a unit's year is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DeskAddress {
    /// How it stands.
    #[default]
    Year,
    /// All leaves.
    Leaves,
    /// One leaf.
    Leaf(String),
}
