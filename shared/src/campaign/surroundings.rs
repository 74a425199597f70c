//! What an interview at a place must know of the campaign.

use std::collections::BTreeMap;

use super::Campaign;
use crate::filled;
use crate::form::{Surroundings, Units};

impl Campaign {
    /// The surroundings of a place: a place's code, a unit's code, or `province`.
    pub fn surroundings(&self, place: &str) -> Surroundings {
        self.surroundings_among(self.units_by_type(), place)
    }

    /// All units by type.
    pub fn units_by_type(&self) -> BTreeMap<String, Units> {
        let mut units = BTreeMap::<_, Vec<_>>::new();
        for unit in &self.units {
            units.entry(unit.unit_type.clone()).or_default().push(unit.code.clone());
        }
        filled::map(units.into_iter().map(|(unit_type, codes)| (unit_type, codes.into())))
    }

    /// The same, of all units by type as they were found before.
    pub fn surroundings_among(&self, units: BTreeMap<String, Units>, place: &str) -> Surroundings {
        let own = units.keys().filter_map(|unit_type| {
            let own = self.own_unit(place, unit_type)?;
            Some((unit_type.clone(), own.code.clone()))
        });
        let own = filled::map(own);
        Surroundings::new(units, own)
    }
}
