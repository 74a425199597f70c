//! What a ballot's place and campaign are called. They are kept with it: whoever signs in later may be given other places.

use std::collections::BTreeMap;

use rusqlite::params;
use shared::campaign::{Campaign, Name};
use shared::wire::TabletPackage;

use super::{Result, Store};
use crate::device::protocol::Names;

/// The campaigns that were asked for names, each in all forms in which this device keeps it.
pub type Asked = BTreeMap<String, Vec<Campaign>>;

impl Names {
    /// As a campaign calls them.
    pub(super) fn of(campaign: &Campaign, place: &str) -> Self {
        let both = |name: &str| Name { vi: name.to_owned(), en: String::new() };
        let of_place = campaign.place(place).map(|place| both(&place.name));
        Self {
            place: of_place.or_else(|| campaign.unit(place).map(|unit| unit.name.clone())),
            campaign: campaign.settings.title.clone(),
        }
    }
}

/// As text, for the database.
pub fn written(names: Option<&Names>) -> serde_json::Result<Option<String>> {
    names.map(serde_json::to_string).transpose()
}

/// From the database; versions before this kept none.
pub fn kept(row: &rusqlite::Row<'_>, column: usize) -> Option<Names> {
    let text: Option<String> = row.get(column).ok()?;
    shared::json::from_str(&text?).ok()
}

impl Store {
    /// What kept none is named by any package on this device that knows the place, whoever was given it.
    pub(super) fn names(&self, asked: &mut Asked, campaign: &str, place: &str) -> Result<Option<Names>> {
        if !asked.contains_key(campaign) {
            asked.insert(campaign.to_owned(), self.campaigns_of_all(campaign)?);
        }
        let mut found = asked[campaign].iter().map(|campaign| Names::of(campaign, place));
        let first = found.next();
        match first {
            Some(Names { place: None, .. }) => Ok(found.find(|names| names.place.is_some()).or(first)),
            first => Ok(first),
        }
    }

    /// A campaign by the packages of all persons, this one's first.
    fn campaigns_of_all(&self, campaign: &str) -> Result<Vec<Campaign>> {
        let person = self.person().map(|person| person.username.as_str());
        let sql = "SELECT body FROM package WHERE campaign = ?1 ORDER BY username IS NOT ?2, fetched_ms DESC";
        let mut statement = self.db.prepare_cached(sql)?;
        let bodies = statement.query_map(params![campaign, person], |row| row.get::<_, String>(0))?;
        let read = |body: String| shared::json::from_str::<TabletPackage>(&body).ok();
        Ok(bodies.filter_map(|body| read(body.ok()?)).map(|package| package.campaign).collect())
    }
}
