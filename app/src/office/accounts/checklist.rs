//! The places that may be assigned in a campaign, by district, with those that a search leaves.

use std::collections::BTreeSet;

use shared::campaign::{Campaign, PROVINCE, PlaceKind};

use crate::office::fold::fold;

/// A district (or the province, or a unit type) with its places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The district's code, `province`, or a unit type's code.
    pub code: String,
    /// Its places, itself first where ballots are planned at the district itself.
    pub places: Vec<Entry>,
}

/// A place that may be assigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The forms that have a quota there.
    pub forms: Vec<String>,
}

/// All places where a quota lies, and with `all` every commune. `name` gives a place's name.
pub fn sections(campaign: &Campaign, all: bool, name: impl Fn(&str) -> String) -> Vec<Section> {
    let planned: BTreeSet<&str> = campaign.quotas.iter().map(|quota| quota.place.as_str()).collect();
    let entry = |code: &str| Entry {
        code: code.to_owned(),
        name: name(code),
        forms: campaign
            .quotas
            .iter()
            .filter(|quota| quota.place == code)
            .map(|quota| quota.form.clone())
            .collect(),
    };
    let section = |code: &str, places: Vec<&str>| Section {
        code: code.to_owned(),
        places: places.into_iter().filter(|place| all || planned.contains(place)).map(entry).collect(),
    };
    let districts =
        campaign.places.iter().filter(|place| place.kind == PlaceKind::District).map(|district| {
            let own = [district.code.as_str()].into_iter();
            let communes =
                campaign.places.iter().filter(|place| place.parent.as_deref() == Some(&district.code));
            section(&district.code, own.chain(communes.map(|commune| commune.code.as_str())).collect())
        });
    let units = campaign.unit_types.iter().map(|unit_type| {
        let units = campaign.units_of(&unit_type.code).map(|unit| unit.code.as_str());
        section(&unit_type.code, units.filter(|unit| planned.contains(unit)).collect())
    });
    [section(PROVINCE, vec![PROVINCE])]
        .into_iter()
        .chain(districts)
        .chain(units)
        .filter(|section| !section.places.is_empty())
        .collect()
}

/// The sections that a search leaves: a district whose own name fits stays whole.
pub fn found(sections: &[Section], search: &str, name: impl Fn(&str) -> String) -> Vec<Section> {
    let search = fold(search.trim());
    let fits = |text: &str| fold(text).contains(&search);
    sections
        .iter()
        .filter_map(|section| {
            if search.is_empty() || fits(&name(&section.code)) {
                return Some(section.clone());
            }
            let places: Vec<_> = section
                .places
                .iter()
                .filter(|place| fits(&place.name) || fits(&place.code))
                .cloned()
                .collect();
            (!places.is_empty()).then(|| Section { code: section.code.clone(), places })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use shared::message::Language;

    use super::*;
    use crate::office::example::campaign;
    use crate::office::name;

    fn codes(sections: &[Section]) -> Vec<(&str, Vec<&str>)> {
        sections
            .iter()
            .map(|section| {
                (section.code.as_str(), section.places.iter().map(|place| place.code.as_str()).collect())
            })
            .collect()
    }

    #[test]
    fn places_with_a_quota_stand_below_their_district() {
        let campaign = campaign();
        let name = |code: &str| name::place(&campaign, Language::Vi, code);
        let some = sections(&campaign, false, name);
        assert_eq!(codes(&some), [("058", vec!["01837", "01840"]), ("department", vec!["SNV"])]);
        assert_eq!(some[0].places[0].forms, ["P6", "P7"]);
        let all = sections(&campaign, true, name);
        assert_eq!(
            codes(&all)[..2],
            [("province", vec!["province"]), ("058", vec!["058", "01837", "01840"])]
        );
    }

    #[test]
    fn a_search_finds_places_and_whole_districts() {
        let campaign = campaign();
        let name = |code: &str| name::place(&campaign, Language::Vi, code);
        let some = sections(&campaign, false, name);
        assert_eq!(codes(&found(&some, " song ", name)), [("058", vec!["01837"])]);
        assert_eq!(codes(&found(&some, "bac kan", name)), [("058", vec!["01837", "01840"])]);
        assert_eq!(codes(&found(&some, "", name)).len(), 2);
        assert!(found(&some, "nowhere", name).is_empty());
    }
}
