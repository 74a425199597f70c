//! Which survey points are shown, as the address of the view: the unit type, and the cell that is open.

use std::fmt;

use super::query::{Query, write};

/// Which survey points are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SurveyAddress {
    /// The unit type; absent is the first.
    pub unit_type: Option<String>,
    /// The unit and the leaf of the cell that is open.
    pub cell: Option<(String, String)>,
}

impl From<&str> for SurveyAddress {
    fn from(text: &str) -> Self {
        let query = Query::read(text);
        Self { unit_type: query.get("type"), cell: query.get("unit").zip(query.get("leaf")) }
    }
}

impl fmt::Display for SurveyAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, leaf) = self.cell.as_ref().map_or(("", ""), |(unit, leaf)| (unit, leaf));
        f.write_str(&write(&[
            ("type", self.unit_type.as_deref().unwrap_or_default()),
            ("unit", unit),
            ("leaf", leaf),
        ]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_read_back_from_its_address() {
        for text in ["", "type=district", "type=department&unit=SNV&leaf=1.6.1"] {
            assert_eq!(SurveyAddress::from(text).to_string(), text);
        }
        assert_eq!(SurveyAddress::from("unit=SNV"), SurveyAddress::default());
    }
}
