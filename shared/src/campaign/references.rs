//! What the sheets of campaign.xlsx say of each other: every code that a row names must be a row of the other sheet.

use super::rows::Rows;
use super::{
    Adjustment, Band, CampaignForm, History, PROVINCE, Place, PlaceKind, Quota, RespondentGroup, Unit,
    UnitType,
};
use crate::problem::Problem;
use crate::sheet::Faults;

fn unknown(what: &str, value: &str) -> Problem {
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

/// Communes lie in districts, and places belong to judged units.
pub(super) fn places(places: &Rows<Place>, units: &Rows<Unit>, faults: &mut Faults) {
    for item in &places.items {
        let place = &item.value;
        if place.code == PROVINCE || units.values().any(|unit| unit.code == place.code) {
            item.fault("code", Problem::new("code.reserved").with("value", &place.code), faults);
        }
        let unit = place.unit.as_ref();
        let unit_is_known = unit.is_none_or(|unit| units.may_have(|row| row.code == *unit));
        if let (Some(unit), false) = (unit, unit_is_known) {
            item.fault("unit", unknown("unit", unit), faults);
        }
        let parent = place.parent.as_ref().and_then(|code| places.values().find(|row| row.code == *code));
        match (place.kind, &place.parent, parent) {
            (PlaceKind::District, None, _) => {}
            (PlaceKind::District, Some(_), _) => {
                item.fault("parent", Problem::new("places.district_has_parent"), faults);
            }
            (PlaceKind::Commune, None, _) => item.fault("parent", Problem::new("cell.empty"), faults),
            (PlaceKind::Commune, Some(code), None) if places.whole => {
                item.fault("parent", unknown("district", code), faults);
            }
            (PlaceKind::Commune, Some(_), None) => {}
            (PlaceKind::Commune, Some(code), Some(parent)) => {
                if parent.kind == PlaceKind::Commune {
                    item.fault("parent", unknown("district", code), faults);
                } else if let (Some(unit), Some(other), true) = (unit, &parent.unit, unit_is_known)
                    && unit != other
                {
                    let problem = Problem::new("places.unit_differs").with("unit", unit);
                    item.fault("unit", problem.with("parent", code).with("other", other), faults);
                }
            }
        }
    }
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

/// Earlier results and points added or taken off are those of known units.
pub(super) fn results(
    history: &Rows<History>,
    adjustments: &Rows<Adjustment>,
    units: &Rows<Unit>,
    faults: &mut Faults,
) {
    for item in history.items.iter().filter(|row| !units.may_have(|unit| unit.code == row.value.unit)) {
        item.fault("unit", unknown("unit", &item.value.unit), faults);
    }
    for item in adjustments.items.iter().filter(|row| !units.may_have(|unit| unit.code == row.value.unit)) {
        item.fault("unit", unknown("unit", &item.value.unit), faults);
    }
}
