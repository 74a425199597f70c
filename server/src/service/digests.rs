//! What waits for people as a letter a day to each, where something of it is new: who is due, and what became of it.

use jiff::civil::Date;
use shared::message::{self, Language};
use shared::wire::Notice;

use super::assess::{Person, Waiting, accounts_with_grants, said, zone_of};
use super::{Error, Site};
use crate::store::{Letter, StoreError};

/// Letters are written in the language of the offices.
const LANGUAGE: Language = Language::Vi;

/// A letter that is due.
#[derive(Clone, Debug)]
pub struct Digest {
    /// The account.
    pub username: String,
    /// The person.
    pub name: String,
    /// Where it goes.
    pub email: String,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub body: String,
    /// What it tells.
    told: Vec<Notice>,
    /// What was told before, and when.
    before: Letter,
}

/// Something that waits in a campaign, in words.
struct Line {
    campaign: String,
    said: String,
    notice: Notice,
}

/// The letters that are due for a day: to who has an address, has not been written to for it, and has something new waiting.
/// `home` is where browsers find this server.
pub async fn due(site: &Site, day: Date, home: &str) -> Result<Vec<Digest>, Error> {
    let (known, books, now, home) = (site.known.clone(), site.books.clone(), site.now(), home.to_owned());
    site.store
        .read(move |store| {
            let mut accounts = Vec::new();
            for (account, held) in accounts_with_grants(store)? {
                let before = store.letter(&account.username)?;
                if !account.email.is_empty() && before.day.is_none_or(|last| last < day) {
                    accounts.push((account, held, before));
                }
            }
            let people: Vec<Person> = accounts
                .iter()
                .map(|(account, held, _)| Person { username: &account.username, held })
                .collect();
            let mut lines: Vec<Vec<Line>> = people.iter().map(|_| Vec::new()).collect();
            for head in store.heads()? {
                let campaign = known.get(store, &head.id)?;
                let (zone, title) =
                    (zone_of(&campaign.campaign)?, campaign.campaign.settings.title.get(LANGUAGE.code()));
                Waiting { store, known: &known, books: &books, now }.tell(
                    &head.id,
                    &people,
                    |campaign, nth, notice| {
                        let said = said(campaign, &notice, &zone, LANGUAGE);
                        lines[nth].push(Line { campaign: title.to_owned(), said, notice });
                    },
                )?;
            }
            let due = accounts.into_iter().zip(lines).filter_map(|((account, _, before), lines)| {
                let is_new = |line: &&Line| !before.told.contains(&line.notice);
                let new = lines.iter().filter(is_new).count();
                (new > 0).then(|| Digest {
                    subject: subject(day, lines.len()),
                    body: body(&account.name, &lines, new, &home),
                    told: lines.into_iter().map(|line| line.notice).collect(),
                    username: account.username,
                    name: account.name,
                    email: account.email,
                    before,
                })
            });
            Ok(due.collect())
        })
        .await
}

fn subject(day: Date, waiting: usize) -> String {
    let (n, day) = (waiting.to_string(), message::date(&day.to_string()));
    message::text(LANGUAGE, "mail.subject", &[("n", &n), ("day", &day)])
}

/// A line for each notice, below its campaign.
fn body(name: &str, lines: &[Line], new: usize, home: &str) -> String {
    let (n, new) = (lines.len().to_string(), new.to_string());
    let say =
        |key: &str| message::text(LANGUAGE, key, &[("name", name), ("n", &n), ("new", &new), ("home", home)]);
    let mut text = format!("{}\n\n{}\n", say("mail.greeting"), say("mail.waiting"));
    let mut below = None;
    for line in lines {
        if below != Some(&line.campaign) {
            text += &format!("\n{}\n", line.campaign);
            below = Some(&line.campaign);
        }
        text += &format!("- {}\n", line.said);
    }
    text + &format!("\n{}\n\n{}\n", say("mail.where"), say("mail.by_itself"))
}

/// Notes that a letter goes out now: whatever happens after that, none goes out for this day again. False where another
/// process was here before.
pub async fn claim(site: &Site, digest: &Digest, day: Date) -> Result<bool, Error> {
    let (username, before) = (digest.username.clone(), digest.before.clone());
    site.store
        .write(move |store| {
            let free = store.letter(&username)? == before;
            if free {
                store.put_letter(&username, &Letter { day: Some(day), ..before })?;
            }
            Ok(free)
        })
        .await
}

/// Notes that the mail server has taken it.
pub async fn sent(site: &Site, digest: Digest, day: Date) -> Result<(), Error> {
    put(site, digest.username, Letter { day: Some(day), told: digest.told }).await
}

/// Notes that the mail server has not taken it: it may be tried again on the same day.
pub async fn release(site: &Site, digest: Digest) -> Result<(), Error> {
    put(site, digest.username, digest.before).await
}

async fn put(site: &Site, username: String, letter: Letter) -> Result<(), Error> {
    Ok(site.store.write::<_, StoreError>(move |store| store.put_letter(&username, &letter)).await?)
}
