//! The index as files carry it: `{unit_type: [unit, …]}`, in the order of the sheets, indented by one space.

use serde::{Serialize, Serializer};
use serde_json::ser::{PrettyFormatter, Serializer as JsonSerializer};

use crate::wire::IndexTable;

/// Tables as one JSON object.
pub struct ByType<'a>(pub &'a [IndexTable]);

impl Serialize for ByType<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_map(self.0.iter().map(|table| (&table.unit_type, &table.units)))
    }
}

impl ByType<'_> {
    /// The text of such a file, without a last line break.
    pub fn to_text(&self) -> String {
        let mut bytes = Vec::new();
        let mut out = JsonSerializer::with_formatter(&mut bytes, PrettyFormatter::with_indent(b" "));
        self.serialize(&mut out).expect("tables are plain data, written to memory");
        String::from_utf8(bytes).expect("JSON is UTF-8")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Appraisals, Scheme, Tallies, example, score};

    #[test]
    fn the_file_has_a_list_of_units_for_each_type_and_nulls_for_what_is_not_there() {
        let mut campaign = example::campaign();
        campaign.units.retain(|unit| unit.code == "D1");
        let scheme = Scheme::of(&campaign);
        let given = Appraisals::of(&campaign, &scheme, &[example::appraised("D1", "3", "1.5")]);
        let tables = score(&campaign, &scheme, &Tallies::default(), &given);
        let expected = r#"{
 "department": [
  {
   "unit": "D1",
   "survey": "0.00",
   "appraised": "1.50",
   "total": null,
   "total_exact": null,
   "rank": null,
   "class": null,
   "missing": [
    "1",
    "2"
   ],
   "leaves": {
    "3": "1.50"
   }
  }
 ],
 "district": []
}"#;
        assert_eq!(ByType(&tables).to_text(), expected);
    }
}
