//! Says who asks again, and tells the tablet of that person what waits.

use jiff::tz::TimeZone;
use shared::campaign::Campaign;
use shared::message::{Language, date_time, text};
use shared::problem::Problem;
use shared::wire::{ActKind, Fact, Message};

use super::super::log::{self, Actor};
use super::super::oversight::Oversight;
use super::super::session::Caller;
use super::super::{Error, Site};
use super::{absent, people, refuse_noted};
use crate::document::place_name;
use crate::store::BackcheckRow;

/// Says who asks again: never who asked first. All of them are assigned, or none.
pub async fn assign(
    site: &Site,
    caller: Caller,
    campaign: String,
    chosen: Vec<i64>,
    account: String,
) -> Result<(), Error> {
    let (known, now) = (site.known.clone(), site.now());
    if chosen.is_empty() {
        return Err(Error::invalid(Problem::new("backchecks.none_chosen")));
    }
    site.store
        .write(move |store| {
            let known = known.get(store, &campaign)?;
            let led = Oversight::led(store, &caller, &campaign)?;
            if people(store, &known, &led, &caller)?.iter().all(|(it, _)| *it != account) {
                return Err(Error::invalid(Problem::new("backchecks.nobody").with("account", account)));
            }
            for &number in &chosen {
                let row = store.backcheck(&campaign, number)?;
                let row = row.filter(|row| led.sees(&known.campaign, &row.place)).ok_or_else(absent)?;
                refuse_own(&row, &account)?;
                refuse_noted(&row)?;
                let before = row.account.clone().unwrap_or_default();
                log::act(ActKind::BackcheckAssigned, row.ballot.to_string())
                    .within(Some(&campaign))
                    .before(Fact::Name, before)
                    .after(Fact::Name, &account)
                    .write(store, &Actor::from(&caller), now)?;
                store.set_backcheck(&campaign, &BackcheckRow { account: Some(account.clone()), ..row })?;
            }
            Ok(())
        })
        .await
}

/// What waits for a person to ask again, as the board of their tablet shows it: as messages that are there until it is noted.
pub async fn waiting(site: &Site, caller: &Caller, campaign: String) -> Result<Vec<Message>, Error> {
    let (known, account) = (site.known.clone(), caller.username.clone());
    site.store
        .read(move |store| {
            let rows = store.backchecks_of(&campaign, &account)?;
            if rows.is_empty() {
                return Ok(Vec::new());
            }
            let known = known.get(store, &campaign)?;
            Ok(rows.iter().map(|row| message(&known.campaign, row)).collect())
        })
        .await
}

fn message(campaign: &Campaign, row: &BackcheckRow) -> Message {
    let language = Language::from_code(&campaign.settings.default_language);
    let place = place_name(campaign, &row.place, language.code());
    let zone = TimeZone::get(&campaign.settings.timezone).unwrap_or(TimeZone::UTC);
    let at = date_time(&row.finished.to_zoned(zone).datetime().to_string());
    let number = row.position.to_string();
    let facts: [(&str, &str); 4] = [("n", &number), ("form", &row.form), ("place", &place), ("at", &at)];
    let text = text(language, "backchecks.told", &facts);
    Message { number: -row.position, text, by: String::new(), at: row.finished }
}

/// Who asked first asks nobody again.
fn refuse_own(row: &BackcheckRow, account: &str) -> Result<(), Error> {
    let problem = || Problem::new("backchecks.own").with("account", account).with("key", row.position);
    if row.interviewer == account { Err(Error::invalid(problem())) } else { Ok(()) }
}
