//! A line of assessments.jsonl: what a unit gave itself on a leaf, and what the appraisers decided.

use serde::{Deserialize, Serialize};

use crate::points::Points;

/// A line of assessments.jsonl.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// The unit.
    pub unit: String,
    /// The leaf's code within the framework of the unit's type.
    pub code: String,
    /// What the unit gave itself; it never counts.
    #[serde(rename = "self", default, with = "super::decimal")]
    pub self_points: Option<Points>,
    /// The names of the evidence files.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// The unit's remark.
    #[serde(default)]
    pub note: String,
    /// What the appraisers gave; null while undecided.
    #[serde(default, with = "super::decimal")]
    pub appraised: Option<Points>,
    /// The appraisers' remark.
    #[serde(default)]
    pub comment: String,
    /// The appraisers excused the unit from this leaf.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not_applicable: bool,
}

impl Assessment {
    /// Whether it says nothing of its leaf.
    pub fn is_silent(&self) -> bool {
        let (unit, code) = (self.unit.clone(), self.code.clone());
        *self == Self { unit, code, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_file_is_read_and_written_back() {
        let line = r#"{"unit":"SNV","code":"1.1.2","self":2.0,"evidence":["a.pdf"],"note":"","appraised":1.75,"comment":"chưa đủ"}"#;
        let read: Assessment = serde_json::from_str(line).unwrap();
        assert_eq!(read.appraised, Points::fraction(7, 4));
        assert_eq!(serde_json::to_string(&read).unwrap(), line.replace("2.0", "2"));
    }

    #[test]
    fn undecided_is_null_or_absent() {
        for line in
            [r#"{"unit":"SNV","code":"1"}"#, r#"{"unit":"SNV","code":"1","self":null,"appraised":null}"#]
        {
            assert_eq!(serde_json::from_str::<Assessment>(line).unwrap().appraised, None, "{line}");
        }
    }

    #[test]
    fn points_are_the_decimal_as_written() {
        for (written, exact) in [
            ("0.1", "1/10"),
            ("0.10000000000000000000001", "10000000000000000000001/100000000000000000000000"),
            ("\"0,25\"", "1/4"),
        ] {
            let line = format!(r#"{{"unit":"SNV","code":"1","appraised":{written}}}"#);
            let read: Assessment = serde_json::from_str(&line).unwrap();
            assert_eq!(read.appraised.unwrap().exact(), exact);
        }
        assert!(serde_json::from_str::<Assessment>(r#"{"unit":"SNV","code":"1","appraised":true}"#).is_err());
    }

    #[test]
    fn points_that_are_no_short_decimal_are_written_and_read_exactly() {
        for exact in ["2/3", "10000000000000000000001/100000000000000000000000"] {
            let points = Points::parse(exact).ok();
            let line = Assessment { self_points: points.clone(), appraised: points, ..Assessment::default() };
            let written = serde_json::to_string(&line).unwrap();
            assert_eq!(serde_json::from_str::<Assessment>(&written).unwrap(), line, "{written}");
        }
    }

    #[test]
    fn a_misspelt_field_is_not_ignored() {
        let line = r#"{"unit":"SNV","code":"1","not_aplicable":true}"#;
        assert!(serde_json::from_str::<Assessment>(line).is_err());
    }
}
