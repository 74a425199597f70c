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
    /// Type and code of the place's own unit.
    own: Option<(String, String)>,
}

impl Surroundings {
    /// The surroundings of a place: a place's code, a unit's code, or `province`.
    pub fn of(campaign: &Campaign, place: &str) -> Self {
        let mut units = BTreeMap::<_, Vec<_>>::new();
        for unit in &campaign.units {
            units.entry(unit.unit_type.clone()).or_default().push(unit.code.clone());
        }
        let own = campaign.own_unit(place).map(|unit| (unit.unit_type.clone(), unit.code.clone()));
        Self { units, own }
    }

    /// The units that a repeat can go over here. Which of them a `used` repeat does go over is up to the answers.
    pub fn units(&self, target: &Target) -> &[String] {
        match (&target.scope, &self.own) {
            (Scope::Own, Some((unit_type, code))) if *unit_type == target.unit_type => {
                std::slice::from_ref(code)
            }
            (Scope::Own, _) => &[],
            _ => self.units.get(&target.unit_type).map_or(&[], Vec::as_slice),
        }
    }
}
