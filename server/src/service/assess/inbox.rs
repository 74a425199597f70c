//! What waits for a person, in all campaigns in which they have a part; and for all people of one, as a list for a mail merge.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use shared::assessment::{Year, inbox as waiting};
use shared::campaign::Campaign;
use shared::export::guarded;
use shared::message::{self, Language};
use shared::sheet::csv::write_line;
use shared::wire::{Grant, Inbox, Notice, NoticeKind, Role, holds};

use super::book::Books;
use super::work::held_duties;
use crate::service::session::Caller;
use crate::service::{Error, KnownCampaigns, Site};
use crate::store::{Account, Repositories, StoreError};

/// The columns of a list, by the texts that stand at their heads: a mail merge names its fields by them.
const COLUMNS: [&str; 9] = [
    "notice.list-account",
    "notice.list-name",
    "notice.list-email",
    "notice.list-code",
    "notice.list-unit",
    "notice.list-notice",
    "notice.list-leaf",
    "notice.list-since",
    "notice.list-until",
];

/// Somebody for whom something may wait.
pub struct Person<'a> {
    /// The account's name.
    pub username: &'a str,
    /// What they hold.
    pub held: &'a [Grant],
}

/// Where to look for what waits, and when.
pub struct Waiting<'a> {
    /// The running transaction, a reader's.
    pub store: &'a dyn Repositories,
    /// Campaigns.
    pub known: &'a KnownCampaigns,
    /// What was said of their units.
    pub books: &'a Books,
    /// The time.
    pub now: Timestamp,
}

impl Waiting<'_> {
    /// Tells what waits in a campaign for each of these people who has a part in it, by their number.
    pub fn tell(
        &self,
        campaign: &str,
        people: &[Person],
        mut each: impl FnMut(&Campaign, usize, Notice),
    ) -> Result<(), Error> {
        let roles = [Role::Admin, Role::Unit, Role::Head, Role::Appraiser];
        let has_part = |person: &Person| holds(person.held, &roles, Some(campaign));
        if !people.iter().any(has_part) {
            return Ok(());
        }
        let known = self.known.get(self.store, campaign)?;
        let (calendar, submissions) = (self.store.calendar(campaign)?, self.store.submissions(campaign)?);
        let duties = held_duties(self.store, campaign)?;
        let published = self.store.publications(campaign)?.last().map(|last| last.at);
        let objections = self.store.objections(campaign)?;
        let year = Year {
            campaign: &known.campaign,
            calendar: &calendar,
            submissions: &submissions,
            duties: &duties,
            published,
            objections: &objections,
            now: self.now,
        };
        self.books.look(self.store, year.campaign, |book, _| {
            for (nth, person) in people.iter().enumerate().filter(|(_, person)| has_part(person)) {
                let told = waiting(&year, person.username, person.held, |unit| book.unit(unit).collect());
                told.into_iter().for_each(|notice| each(year.campaign, nth, notice));
            }
        })?;
        Ok(())
    }
}

/// What waits for who asks, in words of a language.
pub async fn inbox(site: &Site, caller: Caller, language: Language) -> Result<Inbox, Error> {
    let (known, books, now) = (site.known.clone(), site.books.clone(), site.now());
    site.store
        .read(move |store| {
            let mut notices = Vec::new();
            let held = caller.grants(store)?;
            let people = [Person { username: &caller.username, held: &held }];
            let waiting = Waiting { store, known: &known, books: &books, now };
            for head in store.heads()? {
                let zone = zone_of(&known.get(store, &head.id)?.campaign)?;
                waiting.tell(&head.id, &people, |campaign, _, notice| {
                    let said = said(campaign, &notice, &zone, language);
                    notices.push(Notice { said, ..notice });
                })?;
            }
            notices.sort();
            Ok(Inbox { notices })
        })
        .await
}

/// The accounts that may sign in, with what each holds.
pub fn accounts_with_grants(store: &dyn Repositories) -> Result<Vec<(Account, Vec<Grant>)>, StoreError> {
    let accounts = store.accounts()?.into_iter().filter(|account| !account.disabled);
    accounts
        .map(|account| {
            let held = store.grants(&account.username)?;
            Ok((account, held))
        })
        .collect()
}

/// What waits for each person of a campaign, a line for each of it: what a mail merge sends where the server sends no mail.
pub async fn notices(site: &Site, campaign: String, language: Language) -> Result<String, Error> {
    let (known, books, now) = (site.known.clone(), site.books.clone(), site.now());
    site.store
        .read(move |store| {
            let zone = zone_of(&known.get(store, &campaign)?.campaign)?;
            let accounts = accounts_with_grants(store)?;
            let people: Vec<Person> =
                accounts.iter().map(|(account, held)| Person { username: &account.username, held }).collect();
            // Excel takes UTF-8 for another encoding where no mark stands before it.
            let mut text = "\u{feff}".to_owned();
            write_line(&mut text, COLUMNS.map(|key| message::text(language, key, &[])));
            Waiting { store, known: &known, books: &books, now }.tell(
                &campaign,
                &people,
                |campaign, nth, notice| {
                    line(&mut text, campaign, &accounts[nth].0, &notice, (&zone, language))
                },
            )?;
            Ok(text)
        })
        .await
}

/// The time zone of a campaign.
pub fn zone_of(campaign: &Campaign) -> Result<TimeZone, StoreError> {
    TimeZone::get(&campaign.settings.timezone)
        .map_err(|e| StoreError::unreadable("the time zone of a campaign", e))
}

/// A notice in words, the times in the campaign's zone.
pub fn said(campaign: &Campaign, notice: &Notice, zone: &TimeZone, language: Language) -> String {
    let leaf = notice.leaf.as_deref().unwrap_or_default();
    let at = match notice.kind {
        NoticeKind::Deadline => last_day(notice.at, zone),
        _ => local(notice.at, zone),
    };
    let (unit, reason) = (unit(campaign, notice, language), &*notice.reason);
    let params = [("unit", unit), ("leaf", leaf), ("at", &at), ("reason", reason)];
    message::text(language, notice.text_key(), &params)
}

/// The name of the unit that a notice is about, or its code where the campaign has it no more.
fn unit<'a>(campaign: &'a Campaign, notice: &'a Notice, language: Language) -> &'a str {
    let code = notice.unit.as_deref().unwrap_or_default();
    campaign.unit(code).map_or(code, |unit| unit.name.get(language.code()))
}

/// A moment as people write it, in a zone.
pub fn local(at: Timestamp, zone: &TimeZone) -> String {
    message::date_time(&at.to_zoned(zone.clone()).datetime().to_string())
}

/// The day with which something ends: phases end with a day.
pub fn last_day(end: Timestamp, zone: &TimeZone) -> String {
    let last = end - SignedDuration::from_secs(1);
    message::date(&last.to_zoned(zone.clone()).date().to_string())
}

fn line(
    text: &mut String,
    campaign: &Campaign,
    account: &Account,
    notice: &Notice,
    (zone, language): (&TimeZone, Language),
) {
    let (code, leaf) =
        (notice.unit.as_deref().unwrap_or_default(), notice.leaf.as_deref().unwrap_or_default());
    let said = said(campaign, notice, zone, language);
    let (since, until) = match notice.kind {
        NoticeKind::Deadline => (String::new(), last_day(notice.at, zone)),
        _ => (local(notice.at, zone), String::new()),
    };
    let cells = [
        &*account.username,
        &account.name,
        &account.email,
        code,
        unit(campaign, notice, language),
        &said,
        leaf,
        &since,
        &until,
    ];
    write_line(text, cells.into_iter().map(guarded));
}
