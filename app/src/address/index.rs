//! How the index is shown, as the address of the view: the unit type, the order, the unit that is open.

use std::fmt;

use super::query::{Query, write};
use super::sort::{Column, Sort};

/// A column of the index table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// The rank.
    Rank,
    /// The unit's name.
    Unit,
    /// Appraised points.
    Appraised,
    /// Survey points.
    Survey,
    /// The total.
    Total,
}

impl Column for Figure {
    const ALL: &'static [Self] = &[Self::Rank, Self::Unit, Self::Appraised, Self::Survey, Self::Total];

    fn code(self) -> &'static str {
        match self {
            Self::Rank => "rank",
            Self::Unit => "unit",
            Self::Appraised => "appraised",
            Self::Survey => "survey",
            Self::Total => "total",
        }
    }

    fn starts_down(self) -> bool {
        matches!(self, Self::Appraised | Self::Survey | Self::Total)
    }
}

/// How the index is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexAddress {
    /// The unit type; absent is the first.
    pub unit_type: Option<String>,
    /// The order; absent is by rank.
    pub sort: Option<Sort<Figure>>,
    /// The unit whose total is open.
    pub unit: Option<String>,
}

impl From<&str> for IndexAddress {
    fn from(text: &str) -> Self {
        let query = Query::read(text);
        Self {
            unit_type: query.get("type"),
            sort: query.get("sort").and_then(|sort| Sort::read(&sort)),
            unit: query.get("unit"),
        }
    }
}

impl fmt::Display for IndexAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&write(&[
            ("type", self.unit_type.as_deref().unwrap_or_default()),
            ("sort", &self.sort.map(Sort::write).unwrap_or_default()),
            ("unit", self.unit.as_deref().unwrap_or_default()),
        ]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_read_back_from_its_address() {
        for text in ["", "type=district&sort=-survey&unit=TPBK", "sort=unit"] {
            assert_eq!(IndexAddress::from(text).to_string(), text);
        }
    }
}
