//! Keying: an entry of a clerk, and what a third person says where two differ. A paper that is done is sealed in the same transaction.

use jiff::Timestamp;
use shared::problem::Problem;
use shared::wire::{PaperEntry, PaperKept};
use uuid::Uuid;

use super::batch::live;
use super::filled::{Filled, agree};
use super::state::{State, begun, by_paper, standing, state, twice};
use crate::service::accept::seal;
use crate::service::session::Caller;
use crate::service::{Error, Kind, KnownCampaign, Site, review, tallied};
use crate::store::{BatchRow, KeyedRow, Repositories};

/// Which paper, and the id of what is said of it.
#[derive(Clone, Debug)]
pub struct Keying {
    /// The campaign.
    pub campaign: String,
    /// The batch.
    pub batch: i64,
    /// The paper.
    pub paper: u32,
    /// The id: the same may be sent as often as one likes, and the ballot gets it.
    pub id: Uuid,
}

/// Keeps what a clerk read on a paper. Where it takes one entry, or another says the same, the paper is done.
pub async fn key(site: &Site, caller: Caller, of: Keying, entry: PaperEntry) -> Result<PaperKept, Error> {
    put(site, caller, of, entry, false).await
}

/// Keeps what a third person says of a paper of which two entries differ; with it the paper is done.
pub async fn decide(site: &Site, caller: Caller, of: Keying, entry: PaperEntry) -> Result<PaperKept, Error> {
    put(site, caller, of, entry, true).await
}

async fn put(
    site: &Site,
    caller: Caller,
    of: Keying,
    mut entry: PaperEntry,
    decides: bool,
) -> Result<PaperKept, Error> {
    let (known, now, id) = (site.known.clone(), site.now(), of.campaign.clone());
    entry.answers.retain(|answer| !answer.answer.trim().is_empty());
    entry.answers.sort();
    entry.unreadable.sort();
    entry.unreadable.dedup();
    if !entry.spoiled.is_empty() {
        entry = PaperEntry { spoiled: review::reason(&entry.spoiled)?, ..PaperEntry::default() };
    }
    let kept = site
        .store
        .write(move |store| {
            let known = known.get(store, &of.campaign)?;
            let desk = Desk { store, known: &known, of: &of, by: &caller.username, now };
            match store.keyed_as(&of.campaign, of.id)? {
                Some(same) => desk.again(&same, &entry),
                None => desk.put(&entry, decides),
            }
        })
        .await;
    tallied::keep_in_time(site, &id);
    kept
}

/// One paper on somebody's desk.
struct Desk<'a> {
    store: &'a dyn Repositories,
    known: &'a KnownCampaign,
    of: &'a Keying,
    by: &'a str,
    now: Timestamp,
}

impl Desk<'_> {
    fn kept(&self, done: bool) -> PaperKept {
        PaperKept { paper: self.of.paper, id: self.of.id, done }
    }

    /// What came already, once more: its author did not hear the answer.
    fn again(&self, same: &KeyedRow, entry: &PaperEntry) -> Result<PaperKept, Error> {
        let of = self.of;
        let is_it = (same.batch, same.paper, &*same.by) == (of.batch, of.paper, self.by);
        if is_it && self.store.keyed_entry(&of.campaign, same.position)?.as_ref() == Some(entry) {
            return Ok(self.kept(same.done));
        }
        Err(Error::conflict(Problem::new("papers.same_id").with("id", of.id)))
    }

    fn put(&self, entry: &PaperEntry, decides: bool) -> Result<PaperKept, Error> {
        let Self { store, known, of, now, .. } = *self;
        let batch = live(store, &of.campaign, of.batch)?;
        let about = |code: &str| Problem::new(code).with("paper", of.paper).with("batch", of.batch);
        if !(1..=batch.what.issued).contains(&of.paper) {
            return Err(Error::invalid(about("papers.no_paper").with("issued", batch.what.issued)));
        }
        let mut papers = by_paper(store.keyed(&of.campaign, of.batch)?);
        let begun = begun(&papers);
        let rows = papers.remove(&of.paper).unwrap_or_default();
        let (own, others): (Vec<_>, Vec<_>) = standing(&rows).into_iter().partition(|row| row.by == self.by);
        // The ballot gets it.
        let is_taken = of.id.is_nil() || !store.ballots_with_id(&of.campaign, of.id)?.is_empty();
        if is_taken {
            return Err(Error::invalid(Problem::new("papers.bad_id").with("id", of.id)));
        }
        let needed = if twice(&of.campaign, &batch).contains(&of.paper) { 2 } else { 1 };
        match state(&rows) {
            State::Sealed | State::Spoiled => return Err(Error::conflict(about("papers.done"))),
            State::Differing if decides && !own.is_empty() => {
                return Err(Error::Refused(Kind::Forbidden, about("papers.own_entry")));
            }
            State::Differing if decides => {}
            // Who corrected an entry now would be told by the answer what the other one says.
            State::Differing => return Err(Error::conflict(about("papers.differs"))),
            _ if decides => return Err(Error::conflict(about("papers.no_difference"))),
            _ if own.is_empty() && others.len() >= needed => {
                return Err(Error::conflict(about("papers.enough")));
            }
            _ => {}
        }
        let returned = batch.back.as_ref().map(|back| back.returned);
        if let (Some(returned), true) = (returned, rows.is_empty())
            && begun >= returned
        {
            return Err(Error::conflict(about("papers.more_than_back").with("returned", returned)));
        }
        let filled = Filled::of(known, &batch, (of.paper, of.id), entry, now)?;
        if entry.spoiled.is_empty() && !entry.as_it_is && !filled.faults.is_empty() {
            return Err(Error::Faults(filled.faults));
        }
        let done = decides || needed == 1 || self.confirmed(&batch, entry, &others)?;
        let ballot = match done && entry.spoiled.is_empty() {
            true => Some(seal(store, known, &filled.ballot, filled.checked, (self.by, now))?),
            false => None,
        };
        let row = KeyedRow {
            position: 0,
            id: of.id,
            batch: of.batch,
            paper: of.paper,
            decides,
            done,
            ballot,
            by: self.by.to_owned(),
            at: now,
        };
        store.put_keyed(&of.campaign, &row, entry)?;
        store.grow_revision(&of.campaign)?;
        Ok(self.kept(done))
    }

    /// Whether somebody else read the same.
    fn confirmed(&self, batch: &BatchRow, entry: &PaperEntry, others: &[&KeyedRow]) -> Result<bool, Error> {
        for other in others {
            if let Some(other) = self.store.keyed_entry(&self.of.campaign, other.position)?
                && agree(self.known, batch, (entry, &other), self.now)?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
