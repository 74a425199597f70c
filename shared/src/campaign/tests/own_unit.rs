//! `own`: the nearest unit of the asked type, of the place itself or above it.

use super::specimen::campaign;
use crate::campaign::{Campaign, Name, Place, PlaceKind, Unit};
use crate::form::{Scope, Target};

/// A commune with a unit in a district with one, a commune without in the same, a village in each.
fn three_levels() -> Campaign {
    let place = |code: &str, kind, parent: Option<&str>, unit: Option<&str>| Place {
        code: code.to_owned(),
        kind,
        name: code.to_owned(),
        parent: parent.map(str::to_owned),
        unit: unit.map(str::to_owned),
        basis: String::new(),
        sampled: false,
    };
    let unit = |code: &str, unit_type: &str| Unit {
        code: code.to_owned(),
        unit_type: unit_type.to_owned(),
        name: Name::default(),
        basis: String::new(),
    };
    let mut campaign = campaign();
    campaign.units.extend([unit("H", "district"), unit("X", "commune")]);
    campaign.places = vec![
        place("d", PlaceKind::District, None, Some("H")),
        place("c", PlaceKind::Commune, Some("d"), Some("X")),
        place("e", PlaceKind::Commune, Some("d"), None),
        place("v", PlaceKind::Village, Some("c"), None),
        place("w", PlaceKind::Village, Some("e"), None),
    ]
    .into();
    campaign
}

#[test]
fn the_own_unit_is_looked_for_by_its_type_at_the_place_and_above_it() {
    let campaign = three_levels();
    for (place, unit_type, own) in [
        ("c", "commune", Some("X")),
        ("c", "district", Some("H")),
        ("v", "commune", Some("X")),
        ("v", "district", Some("H")),
        ("e", "commune", None),
        ("w", "district", Some("H")),
        ("d", "commune", None),
        ("X", "commune", Some("X")),
        ("X", "district", None),
        ("SNV", "department", Some("SNV")),
        ("c", "department", None),
        ("province", "district", None),
        ("nowhere", "district", None),
    ] {
        let target = Target { unit_type: unit_type.to_owned(), scope: Scope::Own };
        let surroundings = campaign.surroundings(place);
        let found = surroundings.units(&target);
        let found = found.first().map(String::as_str);
        assert_eq!(found, own, "{place} {unit_type}");
    }
}
