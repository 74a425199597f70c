//! Messages to interviewers: written by who leads them, given to their tablets with the package of the campaign, and told back with the next
//! question for it when they were read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use shared::collate::sort_by_name;
use shared::problem::Problem;
use shared::sheet::shows_nothing;
use shared::wire::{ActKind, Fact, Message};

use super::log::{self, Actor};
use super::oversight::Oversight;
use super::session::Caller;
use super::{Error, Kind, KnownCampaign, Site};
use crate::store::{Addressee, MessageRow, Repositories, StoreError, Unread};

/// The longest message, in characters: what is read on a small screen before work.
const LONGEST: usize = 1000;
/// So many of the last messages are listed.
const MOST: usize = 100;
/// So many of those that somebody read stay on their tablet.
const MOST_READ: usize = 20;

/// An interviewer to whom somebody may write.
pub struct Person {
    /// The account.
    pub account: String,
    /// What they are called; by the account where they have no name.
    pub name: String,
    /// Where they interview, as far as who asks leads that.
    pub places: Vec<String>,
}

/// What was written in a campaign, as far as who asks sees it.
pub struct Messages {
    /// The campaign.
    pub known: Arc<KnownCampaign>,
    /// To whom they may write, by name.
    pub people: Vec<Person>,
    /// The last messages, the last first, each with those of its people that they see.
    pub sent: Vec<(MessageRow, Vec<Addressee>)>,
    /// The number of the last message of the campaign; 0 where there is none.
    pub last: i64,
    /// What the people of all accounts are called.
    pub names: BTreeMap<String, String>,
}

/// What somebody writes.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// What it says.
    pub text: String,
    /// To these accounts.
    pub to: BTreeSet<String>,
    /// And to all who interview at this place, or somewhere within it.
    pub place: Option<String>,
    /// The number of the last message that they saw.
    pub seen: i64,
}

/// What was written, and to whom one may write.
pub async fn list(site: &Site, caller: Caller, campaign: String) -> Result<Messages, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let names = store.accounts()?.into_iter().map(|it| (it.username, it.name)).collect();
            let people = people(store, &known, &Oversight::led(store, &caller, &campaign)?)?;
            let mut sent = store.messages(&campaign, MOST)?;
            let last = sent.first().map_or(0, |(it, _)| it.position);
            let oversight = Oversight::of(store, &caller, &campaign)?;
            if !oversight.is_whole() {
                let theirs = |it: &Addressee| people.iter().any(|person| person.account == it.account);
                sent.iter_mut().for_each(|(_, to)| to.retain(theirs));
                sent.retain(|(it, to)| it.by == caller.username || !to.is_empty());
            }
            Ok(Messages { known, people, sent, last, names })
        })
        .await
}

/// The interviewers of a campaign who work where somebody leads, there alone or elsewhere too, and who may sign in, by name.
fn people(
    store: &dyn Repositories,
    known: &KnownCampaign,
    oversight: &Oversight,
) -> Result<Vec<Person>, StoreError> {
    let mut assigned = store.assignees(&known.campaign.settings.id)?;
    let mut people = Vec::new();
    for account in store.accounts()?.into_iter().filter(|account| !account.disabled) {
        let Some(places) = assigned.remove(&account.username) else { continue };
        let places: Vec<String> = oversight.met(&known.campaign, &places).into_iter().cloned().collect();
        if !places.is_empty() {
            let name = if account.name.is_empty() { account.username.clone() } else { account.name };
            people.push(Person { account: account.username, name, places });
        }
    }
    sort_by_name(&mut people, |it| &it.name);
    Ok(people)
}

/// Writes to interviewers; to nobody where one of them is not theirs. A second click writes nothing once more: who wrote the same since
/// they saw the page has written it.
pub async fn send(site: &Site, caller: Caller, campaign: String, it: NewMessage) -> Result<(), Error> {
    let (known, now) = (site.known.clone(), site.now());
    let text = it.text.trim().to_owned();
    if shows_nothing(&text) {
        return Err(Error::invalid(Problem::new("messages.blank")));
    }
    if text.chars().count() > LONGEST {
        return Err(Error::invalid(Problem::new("messages.too_long").with("most", LONGEST)));
    }
    site.store
        .write(move |store| {
            let known = known.get(store, &campaign)?;
            let people = people(store, &known, &Oversight::led(store, &caller, &campaign)?)?;
            let tree = &known.campaign.places;
            let meets = |place: &str, at: &str| tree.covers(place, at) || tree.covers(at, place);
            let within = |it: &&Person, place: &String| it.places.iter().any(|at| meets(place, at));
            let at_place = people.iter().filter(|person| it.place.iter().any(|place| within(person, place)));
            let mut to: BTreeSet<String> = at_place.map(|person| person.account.clone()).collect();
            for account in it.to {
                if people.iter().all(|person| person.account != account) {
                    let problem = Problem::new("messages.not_theirs").with("account", account);
                    return Err(Error::Refused(Kind::Absent, problem));
                }
                to.insert(account);
            }
            if to.is_empty() {
                return Err(Error::invalid(Problem::new("messages.nobody")));
            }
            let again = |(sent, they): &(MessageRow, Vec<Addressee>)| {
                let same = sent.position > it.seen && sent.by == caller.username && sent.text == text;
                same && they.iter().map(|it| &it.account).eq(&to)
            };
            if store.messages(&campaign, MOST)?.iter().any(again) {
                return Ok(());
            }
            let row = MessageRow { position: 0, text, by: caller.username.clone(), at: now };
            let number = store.put_message(&campaign, &row, &to)?;
            let to: Vec<String> = to.into_iter().collect();
            log::act(ActKind::MessageSent, number.to_string())
                .within(Some(&campaign))
                .after(Fact::Name, to.join(" "))
                .after(Fact::Text, &row.text)
                .write(store, &Actor::from(&caller), now)?;
            Ok(())
        })
        .await
}

/// What a tablet says was read there, by number and the time of its clock in milliseconds since 1970. What names no message is passed over:
/// nobody could correct it there.
fn told(read: &str) -> Vec<(i64, i64)> {
    let one = |it: &str| {
        let (number, at) = it.split_once('-')?;
        Some((number.parse().ok()?, at.parse().ok()?))
    };
    read.split(',').filter_map(one).collect()
}

/// Takes in what a tablet says was read there, as often as it says so, and gives it what its person has not read, and what they read last.
pub async fn exchange(
    site: &Site,
    caller: &Caller,
    campaign: String,
    read: &str,
) -> Result<(Vec<Message>, Vec<Message>), Error> {
    let (account, session, now, told) = (caller.username.clone(), caller.token, site.now(), told(read));
    let numbers: BTreeSet<i64> = told.iter().map(|(number, _)| *number).collect();
    let of = (campaign.clone(), account.clone());
    let waits = site.store.read(move |store| {
        let unread = store.unread(&of.0, &of.1)?;
        let is_news = unread.iter().any(|it| !it.received || numbers.contains(&it.message.position));
        Ok::<_, Error>((!is_news).then(|| given(store, &of.0, &of.1, unread)).transpose()?)
    });
    if let Some(waits) = waits.await? {
        return Ok(waits);
    }
    site.store
        .write(move |store| {
            let off = store.clock_off(&session)?.map_or(SignedDuration::ZERO, SignedDuration::from_millis);
            store.note_received(&campaign, &account, now)?;
            let written = |it: Unread| (it.message.position, it.message.at);
            let written: BTreeMap<_, _> =
                store.unread(&campaign, &account)?.into_iter().map(written).collect();
            for (number, at) in told {
                let right = Timestamp::from_millisecond(at).ok().and_then(|at| at.checked_add(off).ok());
                // Of a clock by which it was read before it was written nothing is known but that it was read by now.
                let right = right.filter(|at| written.get(&number).is_some_and(|written| written <= at));
                store.note_read(&campaign, number, &account, right.map_or(now, |at| at.min(now)))?;
            }
            Ok(given(store, &campaign, &account, store.unread(&campaign, &account)?)?)
        })
        .await
}

/// What is not read as a tablet is given it, and what was read last.
fn given(
    store: &dyn Repositories,
    campaign: &str,
    account: &str,
    unread: Vec<Unread>,
) -> Result<(Vec<Message>, Vec<Message>), StoreError> {
    let unread = unread.into_iter().map(|it| it.message).collect();
    Ok((messages(store, unread)?, messages(store, store.read_last(campaign, account, MOST_READ)?)?))
}

/// These as a tablet is given them.
fn messages(store: &dyn Repositories, rows: Vec<MessageRow>) -> Result<Vec<Message>, StoreError> {
    let message = |MessageRow { position: number, text, by, at }: MessageRow| {
        let name = store.account(&by)?.map(|account| account.name).filter(|name| !name.is_empty());
        Ok(Message { number, text, by: name.unwrap_or(by), at })
    };
    rows.into_iter().map(message).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_no_message_is_passed_over() {
        assert_eq!(told(""), []);
        assert_eq!(told("3-1574215200000,,x,4,5-y,-6-7,8-9"), [(3, 1_574_215_200_000), (8, 9)]);
    }
}
