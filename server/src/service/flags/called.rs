//! What the codes of ballots are called: forms by whom they ask, places with what they lie in, accounts by their person.

use std::collections::BTreeSet;

use shared::campaign::{Campaign, Name};
use shared::collate::sort_by_name;
use shared::message::{Language, text};
use shared::places::PROVINCE;

use crate::service::KnownCampaign;
use crate::store::{Repositories, StoreError};

/// The names of what ballots say about themselves, by code, in the order in which people choose among them.
#[derive(Clone, Debug, Default)]
pub struct Called {
    /// The campaign's forms.
    pub forms: Vec<(String, Name)>,
    /// Who asked.
    pub interviewers: Vec<(String, Name)>,
    /// Where, and the places around it.
    pub places: Vec<(String, Name)>,
    /// The units that are judged.
    pub units: Vec<(String, Name)>,
}

impl Called {
    /// Of ballots that these people took at these places.
    pub fn of(
        store: &dyn Repositories,
        known: &KnownCampaign,
        interviewers: &BTreeSet<String>,
        places: &BTreeSet<String>,
    ) -> Result<Self, StoreError> {
        let campaign = &known.campaign;
        let mut around: BTreeSet<&str> = places.iter().map(String::as_str).collect();
        around.extend(places.iter().flat_map(|code| campaign.places.up(code)).map(|place| &*place.code));
        let mut around: Vec<&str> = around.into_iter().collect();
        around.sort_by_key(|code| campaign.place_order(code));
        let mut people = Vec::new();
        for username in interviewers.iter().filter(|username| !username.is_empty()) {
            let name = store.account(username)?.map(|account| account.name);
            people.push((username.clone(), plain(name.filter(|name| !name.is_empty()).unwrap_or_default())));
        }
        sort_by_name(&mut people, |(username, name)| if name.vi.is_empty() { username } else { &name.vi });
        Ok(Self {
            forms: campaign.forms.iter().map(|row| (row.form.clone(), asks(campaign, &row.group))).collect(),
            interviewers: people,
            places: around.into_iter().map(|code| (code.to_owned(), lies(campaign, code))).collect(),
            units: campaign.units.iter().map(|unit| (unit.code.clone(), unit.name.clone())).collect(),
        })
    }

    /// Whether the campaign has a form with this code.
    pub fn asks(&self, form: &str) -> bool {
        self.forms.iter().any(|(it, _)| it == form)
    }

    /// The name of a code among these; empty where it has none.
    pub fn name<'a>(names: &'a [(String, Name)], code: &str, language: &str) -> &'a str {
        names.iter().find(|(it, _)| it == code).map_or("", |(_, name)| name.get(language))
    }
}

fn plain(name: impl Into<String>) -> Name {
    Name { vi: name.into(), en: String::new() }
}

fn asks(campaign: &Campaign, group: &str) -> Name {
    let found = campaign.groups.iter().find(|it| it.code == group);
    found.map(|group| group.name.clone()).unwrap_or_default()
}

/// The name of a place, with what it lies in, or of a unit that a ballot is from; empty where it has none.
pub fn lies(campaign: &Campaign, code: &str) -> Name {
    if code == PROVINCE {
        let [vi, en] = [Language::Vi, Language::En].map(|it| text(it, "office.province", &[]));
        return Name { vi, en };
    }
    match campaign.place(code) {
        Some(place) => plain(match campaign.places.within(code) {
            Some(within) => format!("{}, {within}", place.name),
            None => place.name.clone(),
        }),
        None => campaign.unit(code).map(|unit| unit.name.clone()).unwrap_or_default(),
    }
}
