//! What an interview must know beyond its form: the units that may be judged at the ballot's place.

use std::collections::BTreeMap;
use std::fmt::Formatter;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::{Scope, Target, Units};
use crate::filled;

/// The units of a campaign, as seen from one place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surroundings {
    /// Unit codes by unit type, in the order of the units sheet.
    units: BTreeMap<String, Units>,
    /// The code of the place's own unit, by unit type.
    #[serde(deserialize_with = "own")]
    own: BTreeMap<String, String>,
}

/// Interviews that began before places were a tree keep one pair of type and code here, or nothing.
fn own<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, String>, D::Error> {
    struct Own;
    impl<'de> Visitor<'de> for Own {
        type Value = BTreeMap<String, String>;

        fn expecting(&self, to: &mut Formatter<'_>) -> std::fmt::Result {
            to.write_str("own units by type")
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(BTreeMap::new())
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut pair: A) -> Result<Self::Value, A::Error> {
            let unit = pair.next_element()?.zip(pair.next_element()?);
            Ok(filled::map(unit))
        }

        fn visit_map<A: MapAccess<'de>>(self, mut by_type: A) -> Result<Self::Value, A::Error> {
            let mut own = BTreeMap::new();
            while let Some((unit_type, code)) = by_type.next_entry()? {
                own.insert(unit_type, code);
            }
            Ok(own)
        }
    }
    from.deserialize_any(Own)
}

impl Surroundings {
    /// These units by type, in the order of the units sheet, and the place's own unit by type.
    pub fn new(units: BTreeMap<String, Units>, own: BTreeMap<String, String>) -> Self {
        Self { units, own }
    }

    /// The units that a repeat can go over here. Which of them a `used` repeat does go over is up to the answers.
    pub fn units(&self, target: &Target) -> Units {
        let units = match &target.scope {
            Scope::Own => self.own.get(&target.unit_type).map(|own| vec![own.clone()].into()),
            _ => self.units.get(&target.unit_type).cloned(),
        };
        units.unwrap_or_default()
    }

    /// The type of a unit, as written where several types have the code; `None` where no unit has it.
    pub(super) fn type_of<'a>(&'a self, unit: &str, wanted: &'a str) -> Option<&'a str> {
        let has =
            |unit_type: &str| self.units.get(unit_type).is_some_and(|units| units.number(unit).is_some());
        if has(wanted) { Some(wanted) } else { self.units.keys().map(String::as_str).find(|it| has(it)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interview_that_began_before_places_were_a_tree_goes_on() {
        let own = |json: &str| {
            serde_json::from_str::<Surroundings>(&format!(r#"{{"units": {{}}, "own": {json}}}"#)).unwrap().own
        };
        let unit = BTreeMap::from([("district".to_owned(), "TPBK".to_owned())]);
        assert_eq!(own("null"), BTreeMap::new());
        assert_eq!(own(r#"["district", "TPBK"]"#), unit);
        assert_eq!(own(r#"{"district": "TPBK"}"#), unit);
        let now = Surroundings { units: BTreeMap::new(), own: unit };
        assert_eq!(serde_json::from_str::<Surroundings>(&serde_json::to_string(&now).unwrap()).unwrap(), now);
    }
}
