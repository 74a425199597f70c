//! Which ballots say something of a unit: so that a number of the survey opens to those that it rests on.

use std::collections::BTreeSet;

use serde_json::Value;

use super::judged::judged;
use crate::ballot::Ballot;
use crate::campaign::{Campaign, PROVINCE};
use crate::form::{Scope, UNIT};

/// The forms and places whose ballots may judge a unit, by any version of a form. Where a respondent chooses who is judged, each
/// place is one.
pub fn may_judge(campaign: &Campaign, unit: &str) -> BTreeSet<[String; 2]> {
    let mut found = BTreeSet::new();
    let Some(unit) = campaign.unit(unit) else { return found };
    let places: Vec<&str> = (campaign.places.iter().map(|place| &*place.code))
        .chain(campaign.units.iter().map(|unit| &*unit.code))
        .chain([PROVINCE])
        .collect();
    for definition in &campaign.definitions {
        let judged = judged(definition);
        let targets: Vec<_> =
            judged.iter().map(|it| it.target).filter(|target| target.unit_type == unit.unit_type).collect();
        let is_judged_from = |place: &str| {
            targets.iter().any(|target| match target.scope {
                Scope::All | Scope::Used(_) => true,
                Scope::Own => {
                    campaign.own_unit(place, &target.unit_type).is_some_and(|own| own.code == unit.code)
                }
            })
        };
        let from = places.iter().filter(|place| is_judged_from(place));
        found.extend(from.map(|place| [definition.id.clone(), (*place).to_owned()]));
    }
    found
}

/// Whether a ballot answers a question about a unit that feeds a leaf.
pub fn judges(campaign: &Campaign, ballot: &Ballot, unit: &str) -> bool {
    let header = &ballot.header;
    let Some(definition) = campaign.definition_version(&header.form, &header.version) else { return false };
    judged(definition).iter().any(|it| {
        let instances = ballot.answers.get(it.repeat).and_then(Value::as_array);
        let of_it = instances.into_iter().flatten().find(|instance| instance[UNIT] == unit);
        of_it.is_some_and(|instance| {
            instance[&*it.question.name].as_str().is_some_and(|said| !said.is_empty())
        })
    })
}
