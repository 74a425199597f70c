//! What an interview at a place must know of the campaign.

use std::collections::BTreeMap;

use super::Campaign;
use crate::form::Surroundings;

impl Campaign {
    /// The surroundings of a place: a place's code, a unit's code, or `province`.
    pub fn surroundings(&self, place: &str) -> Surroundings {
        let mut units = BTreeMap::<_, Vec<_>>::new();
        for unit in &self.units {
            units.entry(unit.unit_type.clone()).or_default().push(unit.code.clone());
        }
        let own = units.keys().filter_map(|unit_type| {
            let own = self.own_unit(place, unit_type)?;
            Some((unit_type.clone(), own.code.clone()))
        });
        let own = own.collect();
        Surroundings::new(units, own)
    }
}
