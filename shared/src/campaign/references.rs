//! What the sheets of campaign.xlsx say of each other: every code that a row names must be a row of the other sheet.

use super::rows::Rows;
use super::{
    Adjustment, Band, CampaignForm, History, Lineage, PROVINCE, Place, Quota, RespondentGroup, Unit, UnitType,
};
use crate::places::Places;
use crate::problem::Problem;
use crate::sheet::Faults;

pub(super) fn unknown(what: &str, value: &str) -> Problem {
    Problem::new(&format!("unknown.{what}")).with("value", value)
}

/// Each unit is of a known type, and each type has units and classes.
pub(super) fn unit_types(
    types: &Rows<UnitType>,
    units: &Rows<Unit>,
    bands: &Rows<Band>,
    faults: &mut Faults,
) {
    for item in units.items.iter().filter(|unit| !types.may_have(|row| row.code == unit.value.unit_type)) {
        item.fault("type", unknown("unit_type", &item.value.unit_type), faults);
    }
    for item in bands.items.iter().filter(|band| !types.may_have(|row| row.code == band.value.unit_type)) {
        item.fault("unit_type", unknown("unit_type", &item.value.unit_type), faults);
    }
    for item in &types.items {
        let code = &item.value.code;
        if !units.may_have(|unit| unit.unit_type == *code) {
            item.fault("code", Problem::new("unit_types.no_units").with("type", code), faults);
        }
        if !bands.may_have(|band| band.unit_type == *code) {
            item.fault("code", Problem::new("unit_types.no_bands").with("type", code), faults);
        }
    }
}

/// Places lie in places, and belong to judged units.
pub(super) fn places(places: &Rows<Place>, units: &Rows<Unit>, faults: &mut Faults) {
    let tree = tree(places);
    for item in &places.items {
        let place = &item.value;
        if place.code == PROVINCE || units.values().any(|unit| unit.code == place.code) {
            item.fault("code", Problem::new("code.reserved").with("value", &place.code), faults);
        }
        if let Some(unit) = &place.unit
            && !units.may_have(|row| row.code == *unit)
        {
            item.fault("unit", unknown("unit", unit), faults);
        }
        let parent_unread = |parent: &String| !places.whole && tree.get(parent).is_none();
        if !place.parent.as_ref().is_some_and(parent_unread)
            && let Some(problem) = tree.misplaced(place)
        {
            item.fault("parent", problem, faults);
        }
    }
}

/// The places that could be read, as a tree.
pub(super) fn tree(places: &Rows<Place>) -> Places {
    places.values().cloned().collect()
}

/// Each form is answered by a known group.
pub(super) fn forms(forms: &Rows<CampaignForm>, groups: &Rows<RespondentGroup>, faults: &mut Faults) {
    for item in forms.items.iter().filter(|form| !groups.may_have(|row| row.code == form.value.group)) {
        item.fault("group", unknown("group", &item.value.group), faults);
    }
}

/// Ballots are planned of known forms at known places.
pub(super) fn quotas(
    quotas: &Rows<Quota>,
    forms: &Rows<CampaignForm>,
    places: &Rows<Place>,
    units: &Rows<Unit>,
    faults: &mut Faults,
) {
    for item in &quotas.items {
        let Quota { form, place, .. } = &item.value;
        if !forms.may_have(|row| row.form == *form) {
            item.fault("form", unknown("form", form), faults);
        }
        let known = place == PROVINCE
            || places.may_have(|row| row.code == *place)
            || units.may_have(|row| row.code == *place);
        if !known {
            item.fault("place", unknown("place", place), faults);
        }
    }
}

/// Earlier results are those of known units and of their predecessors, from before the year of the campaign, where that is known:
/// no other is shown anywhere.
pub(super) fn history(
    history: &Rows<History>,
    of: Option<i32>,
    (units, lineage): (&Rows<Unit>, &Rows<Lineage>),
    faults: &mut Faults,
) {
    for item in &history.items {
        let History { unit, year, .. } = &item.value;
        if let Some(of) = of.filter(|of| year >= of) {
            item.fault("year", Problem::new("history.not_earlier").with("year", year).with("of", of), faults);
        }
        if !units.may_have(|row| row.code == *unit) && !lineage.may_have(|row| row.predecessor == *unit) {
            item.fault("unit", unknown("past_unit", unit), faults);
        }
    }
}

/// Points are added to and taken off known units.
pub(super) fn adjustments(adjustments: &Rows<Adjustment>, units: &Rows<Unit>, faults: &mut Faults) {
    for item in adjustments.items.iter().filter(|row| !units.may_have(|unit| unit.code == row.value.unit)) {
        item.fault("unit", unknown("unit", &item.value.unit), faults);
    }
}
