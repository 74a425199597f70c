//! The places that may be assigned in a campaign, by what they lie in, with those that a search leaves.

use std::collections::{BTreeMap, BTreeSet};

use shared::campaign::{Campaign, PROVINCE, Place, PlaceKind};
use shared::message::{Language, text};

use crate::office::name;
use crate::search::finds;

/// What places stand below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heading {
    /// The whole province.
    Province,
    /// A place in which others lie.
    Place(String),
    /// A level, for places at the top in which none lies.
    Level(PlaceKind),
    /// A unit type.
    UnitType(String),
}

impl Heading {
    /// What it is called.
    pub fn name(&self, campaign: &Campaign, language: Language) -> String {
        match self {
            Self::Province => text(language, "office.provincial", &[]),
            Self::Place(code) => name::place_in_full(campaign, language, code),
            Self::Level(kind) => text(language, kind.text_key(), &[]),
            Self::UnitType(code) => name::unit_type(campaign, language, code),
        }
    }

    /// A name that no other section has.
    pub fn key(&self) -> String {
        match self {
            Self::Province => PROVINCE.to_owned(),
            Self::Place(code) => format!("place {code}"),
            Self::Level(kind) => format!("level {}", kind.word()),
            Self::UnitType(code) => format!("type {code}"),
        }
    }
}

/// A heading with its places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What they stand below.
    pub heading: Heading,
    /// The heading in the reader's language.
    pub name: String,
    /// The places; a place that is the heading itself first, where ballots are planned there.
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

/// All places where a quota lies, and with `all` every place.
pub fn sections(campaign: &Campaign, all: bool, language: Language) -> Vec<Section> {
    let tree = &campaign.places;
    let mut forms = BTreeMap::<&str, Vec<String>>::new();
    for quota in &campaign.quotas {
        forms.entry(tree.canonical(&quota.place)).or_default().push(quota.form.clone());
    }
    let entry = |code: &str| Entry {
        code: code.to_owned(),
        name: name::place(campaign, language, code),
        forms: forms.get(code).cloned().unwrap_or_default(),
    };
    let section = |heading: Heading, all: bool, places: Vec<&str>| Section {
        name: heading.name(campaign, language),
        heading,
        places: places.into_iter().filter(|place| all || forms.contains_key(place)).map(entry).collect(),
    };
    let parents: BTreeSet<&str> = tree.iter().filter_map(|place| place.parent.as_deref()).collect();
    let is_parent = |place: &&Place| parents.contains(place.code.as_str());
    let whole =
        (tree.canonical(PROVINCE) == PROVINCE).then(|| section(Heading::Province, all, vec![PROVINCE]));
    let areas = tree.iter().filter(is_parent).map(|area| {
        let inside = tree.iter().filter(|place| place.parent.as_ref() == Some(&area.code));
        let places = [area].into_iter().chain(inside.filter(|place| !is_parent(place)));
        section(Heading::Place(area.code.clone()), all, places.map(|place| place.code.as_str()).collect())
    });
    let levels = tree.levels().into_iter().map(|kind| {
        let top = tree.iter().filter(|place| place.kind == kind && place.parent.is_none());
        let places = top.filter(|place| !is_parent(place)).map(|place| place.code.as_str());
        section(Heading::Level(kind), all, places.collect())
    });
    let units = campaign.unit_types.iter().map(|unit_type| {
        let units = campaign.units_of(&unit_type.code).map(|unit| unit.code.as_str());
        section(Heading::UnitType(unit_type.code.clone()), false, units.collect())
    });
    let sections = whole.into_iter().chain(areas).chain(levels).chain(units);
    sections.filter(|section| !section.places.is_empty()).collect()
}

/// The sections that a search leaves: one whose own name fits stays whole.
pub fn found(sections: &[Section], search: &str) -> Vec<Section> {
    let fits = |text: &str| finds(text, search);
    sections
        .iter()
        .filter_map(|section| {
            if fits(&section.name) {
                return Some(section.clone());
            }
            let places = section.places.iter().filter(|place| fits(&place.name) || fits(&place.code));
            let left = Section { places: places.cloned().collect(), ..section.clone() };
            (!left.places.is_empty()).then_some(left)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::example::campaign;

    fn codes(sections: &[Section]) -> Vec<(String, Vec<&str>)> {
        sections
            .iter()
            .map(|section| {
                (section.heading.key(), section.places.iter().map(|place| place.code.as_str()).collect())
            })
            .collect()
    }

    #[test]
    fn places_with_a_quota_stand_below_what_they_lie_in() {
        let campaign = campaign();
        let some = sections(&campaign, false, Language::Vi);
        assert_eq!(
            codes(&some),
            [("place 058".to_owned(), vec!["01837", "01840"]), ("type department".to_owned(), vec!["SNV"])]
        );
        assert_eq!(some[0].places[0].forms, ["P6", "P7"]);
        assert_eq!(some[0].name, "Bac Kan");
        let all = sections(&campaign, true, Language::Vi);
        assert_eq!(
            codes(&all)[..2],
            [
                ("province".to_owned(), vec!["province"]),
                ("place 058".to_owned(), vec!["058", "01837", "01840"])
            ]
        );
    }

    #[test]
    fn places_without_one_above_them_stand_below_their_level() {
        let mut campaign = campaign();
        let alone = |place: &Place| Place { parent: None, kind: PlaceKind::Commune, ..place.clone() };
        campaign.places = campaign.places.iter().map(alone).collect();
        let some = sections(&campaign, false, Language::En);
        assert_eq!(codes(&some)[0], ("level commune".to_owned(), vec!["01837", "01840"]));
        assert_eq!(some[0].name, "Commune");
    }

    #[test]
    fn a_place_in_which_others_lie_stands_once_below_itself() {
        let mut campaign = campaign();
        let mut places: Vec<Place> = campaign.places.to_vec();
        places[0].parent = Some("19".to_owned());
        let province =
            Place { code: "19".to_owned(), kind: PlaceKind::Province, parent: None, ..places[0].clone() };
        places.insert(0, province);
        campaign.places = places.into();
        assert_eq!(
            codes(&sections(&campaign, true, Language::En))[..2],
            [("place 19".to_owned(), vec!["19"]), ("place 058".to_owned(), vec!["058", "01837", "01840"])]
        );
    }

    #[test]
    fn a_search_finds_places_and_whole_sections() {
        let some = sections(&campaign(), false, Language::Vi);
        assert_eq!(codes(&found(&some, " song ")), [("place 058".to_owned(), vec!["01837"])]);
        assert_eq!(codes(&found(&some, "bac kan")), [("place 058".to_owned(), vec!["01837", "01840"])]);
        assert_eq!(found(&some, "").len(), 2);
        assert!(found(&some, "nowhere").is_empty());
    }
}
