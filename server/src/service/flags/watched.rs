//! What the rules say of the ballots of a campaign, in memory: read on from where it stands, and the same from nothing.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use shared::ballot::Ballot;
use shared::flags::{Rule, Watch};
use shared::wire::{Decision, RuleCount, Status};
use tokio::sync::OwnedMutexGuard;

use super::daily::{Arrived, Daily};
use crate::service::{KnownCampaign, ballots};
use crate::store::{Position, Repositories, Since, StoreError, Stored};

/// What the rules say of the ballots of a campaign. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Watched {
    state: Arc<Mutex<Option<State>>>,
    turn: Arc<tokio::sync::Mutex<()>>,
}

/// How a ballot came.
struct Came {
    number: i64,
    offset: Option<i64>,
    arrived: Status,
    received: Timestamp,
}

impl Came {
    fn of(stored: &Stored) -> Self {
        let kept = &stored.ballot;
        let (offset, arrived, received) = (kept.clock_offset_ms, kept.arrived, kept.received);
        Self { number: stored.position, offset, arrived, received }
    }
}

#[derive(Debug)]
pub(super) struct State {
    stands: Position,
    pub(super) watch: Watch,
    /// All ballots by day.
    pub(super) daily: Daily,
    zone: TimeZone,
    settled: bool,
}

/// Ballots with flags, summed up.
#[derive(Clone, Debug, Default)]
pub(super) struct Summed {
    /// How many meet each rule.
    pub(super) counts: Vec<RuleCount>,
    /// Who took them.
    pub(super) interviewers: BTreeSet<String>,
    /// Where they come from.
    pub(super) places: BTreeSet<String>,
}

impl Summed {
    /// Those from places that are looked at.
    pub(super) fn of(state: &State, sees: impl Fn(&str) -> bool) -> Self {
        let (mut interviewers, mut places) = (HashSet::new(), HashMap::new());
        let mut counts = Rule::ALL.map(|rule| RuleCount { rule, ballots: 0, waiting: 0 });
        for it in state.watch.flagged(i64::MAX) {
            // Each place is asked about once.
            if !*places.entry(it.about.place).or_insert_with_key(|place| sees(place)) {
                continue;
            }
            let waits = u32::from(!it.decided);
            for count in counts.iter_mut().filter(|count| it.rules.contains(count.rule)) {
                count.ballots += 1;
                count.waiting += waits;
            }
            interviewers.insert(it.about.interviewer);
        }
        let places = places.into_iter().filter(|(_, is_seen)| *is_seen).map(|(place, _)| place.to_owned());
        Self {
            counts: counts.into(),
            interviewers: interviewers.into_iter().map(str::to_owned).collect(),
            places: places.collect(),
        }
    }
}

impl Watched {
    fn held(&self) -> MutexGuard<'_, Option<State>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One who asks at a time reads on; the others wait for it here.
    pub(super) async fn turn(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.turn).lock_owned().await
    }

    /// Reads the next ballots, at most so many, and says whether there may be more. They are opened while the rules can be asked.
    pub(super) fn read_piece(
        &self,
        store: &dyn Repositories,
        known: &KnownCampaign,
        most: usize,
    ) -> Result<bool, StoreError> {
        let behind = self.held().get_or_insert_with(|| State::of(known)).stands.ballots;
        let (mut piece, to) = (Vec::new(), Position { reviews: 0, ..Position::END });
        store.each_ballot(&known.campaign.settings.id, behind, to, &mut |stored, _| {
            let opened = ballots::open(&stored).ok();
            piece.push((Came::of(&stored), opened));
            Ok(if piece.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })?;
        let mut held = self.held();
        let mut state = held.take().unwrap_or_else(|| State::of(known));
        // Who asks may have read on meanwhile, or the rules begun anew.
        if state.stands.ballots == behind {
            for (came, ballot) in &piece {
                state.add_ballot(came, ballot.as_ref());
            }
        }
        if piece.len() < most {
            state.read_on(store, known)?;
        }
        *held = Some(state);
        Ok(piece.len() == most)
    }

    /// Lets all be read anew by who next asks. Who reads just now is not waited for: what it held that is gone it finds by itself.
    pub fn forget(&self) {
        if let Ok(mut held) = self.state.try_lock() {
            *held = None;
        }
    }

    /// Holds what was read against the rest.
    pub(super) fn settle(&self) {
        if let Some(state) = &mut *self.held() {
            state.settle();
        }
    }

    /// Asks the rules, which know of all that the transaction sees, and perhaps of what another read since: of its ballots only
    /// those below the number that comes with them are there to be looked at.
    pub(super) fn ask<T>(
        &self,
        store: &dyn Repositories,
        known: &KnownCampaign,
        ask: impl FnOnce(&State, i64) -> T,
    ) -> Result<T, StoreError> {
        let mut held = self.held();
        // Where something cannot be read, all is read anew the next time.
        let mut state = held.take().unwrap_or_else(|| State::of(known));
        let ground = state.read_on(store, known)?;
        state.settle();
        Ok(ask(held.insert(state), ground.ballots + 1))
    }
}

impl State {
    fn of(known: &KnownCampaign) -> Self {
        Self {
            stands: Position::default(),
            watch: Watch::of(&known.campaign, known.forms.zone().clone()),
            daily: Daily::default(),
            zone: known.forms.zone().clone(),
            settled: false,
        }
    }

    /// Reads what came since, and says how far the ground goes. Where a ballot was withdrawn that is known here, all is read anew: of
    /// what it said nothing may be held against others.
    fn read_on(&mut self, store: &dyn Repositories, known: &KnownCampaign) -> Result<Position, StoreError> {
        let campaign = &known.campaign.settings.id;
        let ground = store.position(campaign)?;
        if ground.is_beyond(self.stands) {
            let (from, mut is_erased, mut decided) = (self.stands, false, Vec::new());
            store.ground_since(campaign, from, &mut |since| {
                is_erased |= since.erases_of(from) && self.watch.about(since.stored().position).is_some();
                if let Since::Review { stored, .. } = &since {
                    decided.push(stored.position);
                }
                self.add(since);
                Ok(())
            })?;
            if is_erased {
                *self = Self::of(known);
                return self.read_on(store, known);
            }
            for number in decided {
                let Some(stands) = store.standing(campaign, number)? else { continue };
                self.daily.becomes(number, &stands.place, stands.status);
            }
            self.stands = ground;
        }
        Ok(ground)
    }

    /// A ballot that cannot be read again has no flags: `export` and the doctor name it.
    fn add_ballot(&mut self, came: &Came, ballot: Option<&Ballot>) {
        if let Some(ballot) = ballot {
            self.watch.add(came.number, ballot, came.offset, came.arrived);
            let arrived = Arrived {
                number: came.number,
                place: &ballot.header.place,
                alone: Some(ballot.header.mode).filter(|_| ballot.header.interviewer.is_none()),
                received: came.received,
                status: came.arrived,
            };
            self.daily.add(arrived, &self.zone);
        }
        self.stands.ballots = came.number;
        self.settled = false;
    }

    fn add(&mut self, since: Since) {
        match since {
            Since::Ballot(stored) => {
                self.add_ballot(&Came::of(&stored), ballots::open(&stored).ok().as_ref());
            }
            Since::Review { stored, review, .. } => {
                self.settled = false;
                let stands = match review.decision {
                    Decision::Accept => Some(Status::Valid),
                    Decision::Reject => Some(Status::Rejected),
                    Decision::Reopen => None,
                };
                self.watch.decide(stored.position, stands);
            }
        }
    }

    fn settle(&mut self) {
        if !std::mem::replace(&mut self.settled, true) {
            self.watch.settle();
        }
    }
}
