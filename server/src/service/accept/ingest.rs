//! Accepting: open, check, and in one durable transaction store, count and tally. The receipt comes after the commit.

use futures::future::join_all;
use jiff::Timestamp;
use shared::ballot::{Ballot, Digest, Header, MAX_BYTES, Nonresponse, OpenError, Personal, Reason};
use shared::check::Checked;
use shared::index::Marks;
use shared::problem::Problem;
use shared::wire::{Receipt, Status};
use uuid::Uuid;

use super::circumstances::{Circumstances, plausible};
use super::content::check;
use super::done_again::doubts;
use super::{nonresponse, personal};
use crate::quoted::quoted;
use crate::service::respond::Used;
use crate::service::session::Caller;
use crate::service::tallied::{self, Change, marks};
use crate::service::{Error, Kind, KnownCampaign, Site, effect};
use crate::store::{NewBallot, Repositories, StoreError};

/// A ballot up to this size is checked where it was read: to hand it to another thread would cost as much.
const CHECKED_AT_ONCE_BYTES: usize = 16 * 1024;

/// A ballot as it arrived.
#[derive(Debug)]
pub struct Arrival {
    /// The campaign in the address.
    pub campaign: String,
    /// The id in the address, where one stands there.
    pub id: Option<Uuid>,
    /// The sealed bytes.
    pub bytes: Vec<u8>,
    /// The device's clock when it sent, in milliseconds since 1970.
    pub device_clock_ms: Option<i64>,
    /// Who sends.
    pub sender: Sender,
}

/// Who sends a ballot.
#[derive(Debug)]
pub enum Sender {
    /// An account.
    Account(Caller),
    /// The respondent, by an invitation, which is used up as the ballot is taken in.
    Respondent(Used),
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It counts.
    New,
    /// The same bytes were here already.
    AlreadyHere,
    /// It waits for a person.
    Quarantined,
    /// Nothing of it is kept: it tells who somebody is, and the last day for that is over.
    LetGo,
}

/// Takes a ballot in, or why there is none.
pub async fn accept(site: &Site, arrival: Arrival) -> Result<(Outcome, Receipt), Error> {
    Came::of(site, arrival).await?.keep(site).await
}

/// Takes many in, each by itself; gives what became of each. All are opened before the first is kept, so that they share
/// commits.
pub async fn accept_all(site: &Site, arrivals: Vec<Arrival>) -> Vec<Result<(Outcome, Receipt), Error>> {
    let mut came = Vec::with_capacity(arrivals.len());
    for arrival in arrivals {
        came.push(Came::of(site, arrival).await);
    }
    join_all(came.into_iter().map(async |came| came?.keep(site).await)).await
}

/// What sealed bytes turned out to be.
enum Came {
    Ballot(Opened),
    Nonresponse(nonresponse::Opened),
    Personal(Arrival),
}

impl Came {
    async fn of(site: &Site, arrival: Arrival) -> Result<Self, Error> {
        if Nonresponse::is_one(&arrival.bytes) {
            return nonresponse::Opened::of(arrival).map(Self::Nonresponse);
        }
        if Personal::is_one(&arrival.bytes) {
            return Ok(Self::Personal(arrival));
        }
        Opened::of(site, arrival).await.map(Self::Ballot)
    }

    async fn keep(self, site: &Site) -> Result<(Outcome, Receipt), Error> {
        match self {
            Self::Ballot(it) => it.keep(site).await,
            Self::Nonresponse(it) => it.keep(site).await,
            Self::Personal(it) => personal::keep(site, it).await,
        }
    }
}

/// A ballot that was opened and checked, before the writer's turn. Its answers are let go of where they were read: the thread that
/// made them has room for the next ones there.
struct Opened {
    arrival: Arrival,
    header: Header,
    early: Option<Early>,
}

/// What its content tells, by an import.
struct Early {
    generation: i64,
    checked: Checked,
    /// What it adds where it counts.
    marks: Option<Marks>,
}

impl Early {
    fn of(known: &KnownCampaign, ballot: &Ballot) -> Self {
        let checked = check(Some(known), ballot);
        Self { generation: known.generation, marks: marks(known, checked.status, ballot), checked }
    }

    /// The same of bytes that were opened before.
    fn again(known: &KnownCampaign, bytes: &[u8]) -> Result<Self, StoreError> {
        let ballot = Ballot::open(bytes).map_err(|cause| StoreError::unreadable("a ballot", cause))?;
        Ok(Self::of(known, &ballot))
    }
}

impl Opened {
    async fn of(site: &Site, arrival: Arrival) -> Result<Self, Error> {
        if arrival.bytes.len() > MAX_BYTES {
            let problem = Problem::new("ballot.too_large").with("kb", arrival.bytes.len().div_ceil(1024));
            return Err(Error::Refused(Kind::TooLarge, problem.with("most", MAX_BYTES / 1024)));
        }
        let ballot = Ballot::open(&arrival.bytes).map_err(undecodable)?;
        same_id(&arrival, ballot.header.id)?;
        let (header, early) = early_check(site, ballot, arrival.bytes.len()).await?;
        Ok(Self { arrival, header, early })
    }

    async fn keep(self, site: &Site) -> Result<(Outcome, Receipt), Error> {
        let Self { arrival, header, early } = self;
        let (id, campaign) = (header.id, header.campaign.clone());
        let received = site.now();
        let digest = Digest::of(&arrival.bytes);
        let device = arrival.device_clock_ms.and_then(|ms| Timestamp::from_millisecond(ms).ok());
        let clock_offset_ms = device.map(|device| received.as_millisecond() - device.as_millisecond());
        let plausible = clock_offset_ms.is_some_and(plausible);
        let absurd = arrival.device_clock_ms.filter(|_| !plausible);
        let absurd = absurd.map(|ms| device.map_or_else(|| ms.to_string(), |device| device.to_string()));
        let (known, callers) = (site.known.clone(), site.callers.clone());
        let told = site
            .store
            .write(move |store| {
                let campaign = &header.campaign;
                let before = store.ballots_with_id(campaign, id)?;
                if let Some(same) = before.iter().find(|same| same.digest == digest) {
                    let received = same.received;
                    return Ok((Outcome::AlreadyHere, Receipt { id, digest, received, let_go: false }));
                }
                let known = known.find(store, campaign)?;
                let same_import =
                    |early: &Early| known.as_ref().is_some_and(|it| it.generation == early.generation);
                let early = match (early.filter(same_import), &known) {
                    (None, Some(known)) => Some(Early::again(known, &arrival.bytes)?),
                    (early, _) => early,
                };
                let (checked, marks) =
                    early.map_or_else(|| (Checked::right(), None), |it| (it.checked, it.marks));
                if known.is_none() {
                    // It can be looked at only after an import: admins see it on their home screen, who runs the server here.
                    let campaign = quoted(campaign);
                    tracing::warn!(%campaign, id = %id, "a ballot of an unknown campaign is in quarantine");
                }
                let circumstances = Circumstances {
                    store,
                    known: known.as_deref(),
                    address: &arrival.campaign,
                    header: &header,
                    finished: header.finished_by_server(clock_offset_ms),
                    received,
                };
                let (mut reasons, sent_by) = match arrival.sender {
                    Sender::Account(sender) => {
                        let now = circumstances.sender_now(&sender)?;
                        callers.keep(&now);
                        let mut reasons = circumstances.reasons(&now)?;
                        reasons.extend(circumstances.road(&now));
                        reasons.extend(circumstances.consent(&now));
                        (reasons, Some(sender.username))
                    }
                    Sender::Respondent(used) => {
                        used.up(store)?;
                        (circumstances.reasons_alone()?, None)
                    }
                };
                if let Some(clock) = absurd {
                    reasons.push(Reason::ClockAbsurd.problem().with("clock", clock));
                }
                if !before.is_empty() {
                    reasons.push(Reason::SameId.problem());
                }
                reasons.extend(doubts(store, &header, before.is_empty())?);
                reasons.extend(checked.faults);
                let new = NewBallot {
                    campaign: campaign.clone(),
                    id,
                    digest,
                    bytes: arrival.bytes,
                    received,
                    clock_offset_ms,
                    sent_by,
                    arrived: if reasons.is_empty() { checked.status } else { Status::Pending },
                    reasons,
                };
                let outcome = if new.reasons.is_empty() { Outcome::New } else { Outcome::Quarantined };
                let more = marks.filter(|_| new.arrived == Status::Valid);
                keep(store, known.as_deref(), &header, &new, more)?;
                store.grow_revision(&new.campaign)?;
                Ok((outcome, Receipt { id: new.id, digest, received, let_go: false }))
            })
            .await;
        tallied::keep_in_time(site, &campaign);
        told
    }
}

/// Stores the ballot and all that follows from it, with what it adds to the tallies; gives its position.
pub fn keep(
    store: &dyn Repositories,
    known: Option<&KnownCampaign>,
    header: &Header,
    new: &NewBallot,
    more: Option<Marks>,
) -> Result<i64, StoreError> {
    let position = store.put_ballot(new)?;
    effect::arrive(store, position, header, new)?;
    let moved = effect::ballot_is_in(store, &new.campaign)?;
    if let Some(known) = known {
        known.tallied.follow_later(store, moved, Change { less: None, more });
    }
    Ok(position)
}

/// Checks the content before the writer's turn: it is most of the work. What is larger than ballots are is checked on a
/// thread that may block. The writer checks again only where another import came between.
async fn early_check(site: &Site, ballot: Ballot, bytes: usize) -> Result<(Header, Option<Early>), Error> {
    let Some(known) = site.known.in_memory(&ballot.header.campaign) else { return Ok((ballot.header, None)) };
    let judge = move || {
        let early = Early::of(&known, &ballot);
        (ballot.header, Some(early))
    };
    if bytes <= CHECKED_AT_ONCE_BYTES {
        return Ok(judge());
    }
    tokio::task::spawn_blocking(judge).await.map_err(|_| Error::Store(StoreError::Stopped))
}

/// Refuses what says another id than its address.
pub(super) fn same_id(arrival: &Arrival, id: Uuid) -> Result<(), Error> {
    match arrival.id.filter(|address| *address != id) {
        None => Ok(()),
        Some(address) => {
            let problem = Problem::new("ballot.id_mismatch").with("id", id);
            Err(Error::invalid(problem.with("address", address)))
        }
    }
}

/// What cannot be opened cannot be a ballot.
pub(super) fn undecodable(error: OpenError) -> Error {
    Error::invalid(Problem::new("ballot.undecodable").with("cause", error))
}
