//! What places, units and forms are called, in the language of the reader.

use shared::campaign::{Campaign, PROVINCE};
use shared::message::{Language, text};

use crate::device::protocol::OutboxItem;

/// A place as it is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceName {
    /// Its name.
    pub name: String,
    /// The places that it lies in.
    pub within: Option<String>,
}

/// A ballot's place: one of the tree, a unit that is judged, or the whole province. An unknown code is shown as itself.
pub fn place(campaign: &Campaign, code: &str, language: Language) -> PlaceName {
    let alone = |name: &str| PlaceName { name: name.to_owned(), within: None };
    if code == PROVINCE {
        return alone(&province(language));
    }
    if let Some(place) = campaign.place(code) {
        return PlaceName { name: place.name.clone(), within: campaign.places.within(code) };
    }
    alone(campaign.unit(code).map_or(code, |unit| unit.name.get(language.code())))
}

fn province(language: Language) -> String {
    text(language, "field.province", &[])
}

/// Where a ballot was taken; the code where nothing on this device names it.
pub fn of_ballot(item: &OutboxItem, language: Language) -> String {
    if item.place == PROVINCE {
        return province(language);
    }
    let name = item.names.as_ref().and_then(|names| names.place.as_ref());
    name.map_or(&*item.place, |name| name.get(language.code())).to_owned()
}

/// A place's name alone; its code where the campaign is not on the tablet.
pub fn place_or_code(campaign: Option<&Campaign>, code: &str, language: Language) -> String {
    campaign.map_or_else(|| code.to_owned(), |found| place(found, code, language).name)
}

/// A unit that is judged.
pub fn unit(campaign: &Campaign, code: &str, language: Language) -> String {
    campaign.unit(code).map_or(code, |unit| unit.name.get(language.code())).to_owned()
}

/// Whom a form asks.
pub fn respondents(campaign: &Campaign, form: &str, language: Language) -> String {
    let group = campaign.forms.iter().find(|row| row.form == form).map(|row| &row.group);
    let group = group.and_then(|code| campaign.groups.iter().find(|group| group.code == *code));
    group.map_or(form, |group| group.name.get(language.code())).to_owned()
}
