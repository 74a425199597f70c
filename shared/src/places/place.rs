//! A place, and the kinds of places that there are.

use serde::{Deserialize, Serialize};

/// The place of a ballot, quota or assignment that is all places: the one province at the top of the tree, where a
/// campaign has such a row.
pub const PROVINCE: &str = "province";

/// A place, somewhere in the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The national code, text.
    pub code: String,
    /// What kind of place.
    pub kind: PlaceKind,
    /// Its Vietnamese name.
    pub name: String,
    /// The place that it lies in; none at the top.
    #[serde(default)]
    pub parent: Option<String>,
    /// The judged unit of the place, of whatever type.
    #[serde(default)]
    pub unit: Option<String>,
    /// Where the row comes from.
    #[serde(default)]
    pub basis: String,
    /// Whether the survey goes there.
    #[serde(default)]
    pub sampled: bool,
}

/// The kind of a [`Place`], from the top down: what a level of the tree is called by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// Tỉnh, thành phố trực thuộc trung ương.
    Province,
    /// Huyện, thị xã, thành phố: until 30 June 2025.
    District,
    /// Xã, phường, đặc khu, thị trấn.
    Commune,
    /// Thôn, tổ dân phố.
    Village,
}

impl PlaceKind {
    /// All of them, from the top down.
    pub const ALL: [Self; 4] = [Self::Province, Self::District, Self::Commune, Self::Village];

    /// The key of the name that a level of the tree has.
    pub fn text_key(self) -> &'static str {
        match self {
            Self::Province => "common.level.province",
            Self::District => "common.level.district",
            Self::Commune => "common.level.commune",
            Self::Village => "common.level.village",
        }
    }

    /// The word for it in packages and addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::District => "district",
            Self::Commune => "commune",
            Self::Village => "village",
        }
    }
}
