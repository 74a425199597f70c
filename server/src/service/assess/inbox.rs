//! What waits for a person, in all campaigns in which they have a part; and for all people of one, as a list for a mail merge.

use jiff::tz::TimeZone;
use shared::assessment::{Year, inbox as waiting};
use shared::campaign::Campaign;
use shared::export::guarded;
use shared::message::{self, Language};
use shared::sheet::csv::write_line;
use shared::wire::{Inbox, Notice, NoticeKind, Role, holds};

use super::footing::Footing;
use super::work::held_duties;
use crate::service::session::Caller;
use crate::service::{Error, Site};
use crate::store::{Account, StoreError};

/// How a list begins: a byte order mark, as Excel takes UTF-8 for another encoding without it, and its head.
const BEGINNING: &str = "\u{feff}account,name,unit,unit_name,notice,leaf,since,until\n";

/// What waits for who asks.
pub async fn inbox(site: &Site, caller: Caller) -> Result<Inbox, Error> {
    let (known, books, now) = (site.known.clone(), site.books.clone(), site.now());
    site.store
        .read(move |store| {
            let mut notices = Vec::new();
            let held = caller.grants(store)?;
            for head in store.heads()? {
                if !holds(&held, &[Role::Unit, Role::Head, Role::Appraiser], Some(&head.id)) {
                    continue;
                }
                let footing = Footing::open(store, &known, &caller, &head.id, now)?;
                let duties = held_duties(store, &head.id)?;
                let year = Year {
                    campaign: footing.campaign(),
                    calendar: &footing.calendar,
                    submissions: &footing.submissions,
                    duties: &duties,
                    now,
                };
                notices.extend(books.look(store, footing.campaign(), |book, _| {
                    waiting(&year, &caller.username, &footing.held, |unit| book.unit(unit).collect())
                })?);
            }
            notices.sort();
            Ok(Inbox { notices })
        })
        .await
}

/// What waits for each person of a campaign, a line for each of it: what a mail merge sends where the server sends no mail.
pub async fn notices(
    site: &Site,
    caller: Caller,
    campaign: String,
    language: Language,
) -> Result<String, Error> {
    let (known, books, now) = (site.known.clone(), site.books.clone(), site.now());
    site.store
        .read(move |store| {
            let footing = Footing::open(store, &known, &caller, &campaign, now)?;
            let zone = TimeZone::get(&footing.campaign().settings.timezone)
                .map_err(|e| StoreError::unreadable("the time zone of a campaign", e))?;
            let duties = held_duties(store, &campaign)?;
            let mut people = Vec::new();
            for account in store.accounts()?.into_iter().filter(|account| !account.disabled) {
                let held = store.grants(&account.username)?;
                if holds(&held, &[Role::Unit, Role::Head, Role::Appraiser], Some(&campaign)) {
                    people.push((account, held));
                }
            }
            let year = Year {
                campaign: footing.campaign(),
                calendar: &footing.calendar,
                submissions: &footing.submissions,
                duties: &duties,
                now,
            };
            let mut text = BEGINNING.to_owned();
            books.look(store, footing.campaign(), |book, _| {
                for (account, held) in &people {
                    for notice in waiting(&year, &account.username, held, |unit| book.unit(unit).collect()) {
                        line(&mut text, year.campaign, account, &notice, (&zone, language));
                    }
                }
            })?;
            Ok(text)
        })
        .await
}

fn line(
    text: &mut String,
    campaign: &Campaign,
    account: &Account,
    notice: &Notice,
    (zone, language): (&TimeZone, Language),
) {
    let code = notice.unit.as_deref().unwrap_or_default();
    let unit = campaign.unit(code).map_or(code, |unit| unit.name.get(language.code()));
    let leaf = notice.leaf.as_deref().unwrap_or_default();
    let at = message::date_time(&notice.at.to_zoned(zone.clone()).datetime().to_string());
    let said = message::text(language, notice.text_key(), &[("unit", unit), ("leaf", leaf), ("at", &at)]);
    let (since, until) = match notice.kind {
        NoticeKind::Deadline => ("", &*at),
        _ => (&*at, ""),
    };
    let cells = [&*account.username, &account.name, code, unit, &said, leaf, since, until];
    write_line(text, cells.into_iter().map(guarded));
}
