//! What appraisers have before them, as its address: a criterion over all units or the leaves of one unit, and what is open.

use std::fmt;

use super::query::{Query, write};

/// The text behind the `?`. It is read by the office's screens alone: other parts carry it and need not understand it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppraisalAddress(String);

/// The same, understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Lists go by unit, else by leaf.
    pub by_unit: bool,
    /// The unit type; absent is the first.
    pub unit_type: Option<String>,
    /// The leaf: the list's, or the one that is open in a unit's.
    pub leaf: Option<String>,
    /// The unit: the list's, or the one that is open in a leaf's.
    pub unit: Option<String>,
    /// Without what is another appraiser's domain.
    pub mine: bool,
}

impl AppraisalAddress {
    /// Understands it.
    pub fn work(&self) -> Work {
        let query = Query::read(&self.0);
        Work {
            by_unit: query.get("by").is_some_and(|by| by == "unit"),
            unit_type: query.get("type"),
            leaf: query.get("leaf"),
            unit: query.get("unit"),
            mine: query.get("mine").is_some(),
        }
    }
}

impl From<&Work> for AppraisalAddress {
    fn from(work: &Work) -> Self {
        Self(write(&[
            ("by", if work.by_unit { "unit" } else { "" }),
            ("type", work.unit_type.as_deref().unwrap_or_default()),
            ("leaf", work.leaf.as_deref().unwrap_or_default()),
            ("unit", work.unit.as_deref().unwrap_or_default()),
            ("mine", if work.mine { "true" } else { "" }),
        ]))
    }
}

impl From<&str> for AppraisalAddress {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for AppraisalAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_read_back_from_its_address() {
        for text in ["", "type=department&leaf=1.1.1&unit=SNV", "by=unit&unit=SNV&mine=true"] {
            let work = AppraisalAddress::from(text).work();
            assert_eq!(AppraisalAddress::from(&work).to_string(), text);
        }
        assert!(AppraisalAddress::from("by=unit").work().by_unit);
    }
}
