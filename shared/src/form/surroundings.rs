//! What an interview must know beyond its form: the units that may be judged at the ballot's place.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Scope, Target};
use crate::campaign::Campaign;

/// The units of a campaign, as seen from one place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surroundings {
    /// Unit codes by unit type, in the order of the units sheet.
    units: BTreeMap<String, Vec<String>>,
    /// The code of the place's own unit, by unit type.
    own: BTreeMap<String, String>,
}

impl Surroundings {
    /// The surroundings of a place: a place's code, a unit's code, or `province`.
    pub fn of(campaign: &Campaign, place: &str) -> Self {
        let mut units = BTreeMap::<_, Vec<_>>::new();
        for unit in &campaign.units {
            units.entry(unit.unit_type.clone()).or_default().push(unit.code.clone());
        }
        let own = units.keys().filter_map(|unit_type| {
            let own = campaign.own_unit(place, unit_type)?;
            Some((unit_type.clone(), own.code.clone()))
        });
        Self { own: own.collect(), units }
    }

    /// The units that a repeat can go over here. Which of them a `used` repeat does go over is up to the answers.
    pub fn units(&self, target: &Target) -> &[String] {
        match &target.scope {
            Scope::Own => self.own.get(&target.unit_type).map_or(&[], std::slice::from_ref),
            _ => self.units.get(&target.unit_type).map_or(&[], Vec::as_slice),
        }
    }
}
