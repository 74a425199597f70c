//! The tallies of a campaign in memory, with the position of the ground up to which they stand. They follow each commit; what
//! they have missed they read from the ground, so that nobody sees points that the committed ballots do not give.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use shared::ballot::Ballot;
use shared::index::{Marks, Named, NeverAdded, Tallies};
use shared::wire::{Decision, ReviewRow, Status};

use super::{KnownCampaign, KnownCampaigns, Site, ballots, review};
use crate::store::{Position, Repositories, Since, StoreError};

/// So much of the ground passes before the tallies are kept in the store again.
const KEPT_EVERY: i64 = 1024;
/// As many steps wait while the tallies are read anew; past that, they are read from the ground.
const MOST_STEPS: usize = 4096;

/// What a ballot or a review changes.
#[derive(Clone, Debug)]
pub struct Change {
    /// What is taken back.
    pub less: Option<Marks>,
    /// What is added.
    pub more: Option<Marks>,
}

/// The same, with where in the ground it stands.
#[derive(Clone, Debug)]
struct Step {
    /// Where the tallies must stand.
    from: Position,
    /// Where they stand then.
    to: Position,
    change: Change,
}

/// The tallies of a campaign. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Tallied {
    state: Arc<Mutex<State>>,
    /// Committed, in order, and not yet in the state.
    steps: Arc<Mutex<VecDeque<Step>>>,
    /// Whether none are kept in the store any more.
    dropped: Arc<AtomicBool>,
}

#[derive(Debug, Default)]
struct State {
    /// `None` until they are first asked for.
    stands: Option<Position>,
    tallies: Arc<Tallies>,
    /// Where those stand that are kept in the store.
    kept: Position,
}

impl Tallied {
    /// Follows a change once it is committed: of what stood from here on up to there.
    pub fn follow_later(&self, store: &dyn Repositories, (from, to): (Position, Position), change: Change) {
        let (tallied, step) = (self.clone(), Step { from, to, change });
        store.after_commit(Box::new(move || tallied.follow(step)));
    }

    /// Drops those that are kept in the store: of what is withdrawn nothing may be in them.
    pub fn let_go(&self, store: &dyn Repositories, campaign: &str) -> Result<(), StoreError> {
        store.drop_tallies(campaign)?;
        let dropped = Arc::clone(&self.dropped);
        store.after_commit(Box::new(move || dropped.store(true, Ordering::Relaxed)));
        Ok(())
    }

    /// A step was committed: to be told in the order of the commits.
    fn follow(&self, step: Step) {
        let mut steps = lock(&self.steps);
        if steps.len() >= MOST_STEPS {
            steps.clear();
        }
        steps.push_back(step);
        drop(steps);
        // Whoever holds the state takes the steps before letting go, or the next does.
        if let Ok(mut state) = self.state.try_lock() {
            state.take(&self.steps);
        }
    }

    /// The tallies as the transaction sees them, or as they are by a later commit.
    pub fn seen_by(
        &self,
        store: &dyn Repositories,
        known: &KnownCampaign,
    ) -> Result<(Position, Arc<Tallies>), StoreError> {
        let mut state = lock(&self.state);
        state.take(&self.steps);
        let ground = store.position(&known.campaign.settings.id)?;
        let stands = match state.stands {
            Some(stands) if !ground.is_beyond(stands) => stands,
            _ => state.read_on(store, known, ground)?,
        };
        Ok((stands, Arc::clone(&state.tallies)))
    }

    /// Lets them be read anew by who next asks.
    pub fn forget(&self) {
        *lock(&self.state) = State::default();
    }

    /// Whether so much has come that they should be kept in the store again. Who is told so does it.
    fn is_to_be_kept(&self, every: i64) -> bool {
        // Whoever holds the state looks after it.
        let Ok(mut state) = self.state.try_lock() else { return false };
        let Some(stands) = state.stands else { return false };
        if self.dropped.swap(false, Ordering::Relaxed) {
            state.kept = Position::default();
        }
        let gone = stands.ballots - state.kept.ballots + stands.reviews - state.kept.reviews;
        let wanted = gone >= every;
        if wanted {
            state.kept = stands;
        }
        wanted
    }
}

impl State {
    /// Takes the steps that follow where this stands. Those before it are in it already; at a gap somebody else has written.
    fn take(&mut self, steps: &Mutex<VecDeque<Step>>) {
        let Some(mut stands) = self.stands else { return lock(steps).clear() };
        let mut steps = lock(steps);
        while let Some(step) = steps.pop_front() {
            if step.from == stands && step.change.apply(Arc::make_mut(&mut self.tallies)).is_ok() {
                stands = step.to;
            } else if step.to.is_beyond(stands) {
                steps.clear();
            }
        }
        self.stands = Some(stands);
    }

    /// Reads what came since: from where this stands, else from what is kept.
    fn read_on(
        &mut self,
        store: &dyn Repositories,
        known: &KnownCampaign,
        ground: Position,
    ) -> Result<Position, StoreError> {
        if self.stands.is_none() {
            let kept = readable(store.kept_tallies(&known.campaign.settings.id))?;
            let kept = kept.filter(|(at, _)| !at.is_beyond(ground));
            let known = kept.and_then(|(at, named)| Some((at, known.scheme.unnamed(&named)?)));
            let (at, tallies) = known.unwrap_or_default();
            (self.stands, self.tallies, self.kept) = (Some(at), Arc::new(tallies), at);
        }
        let from = self.stands.unwrap_or_default();
        // Where something cannot be read, all is read anew the next time.
        self.stands = None;
        let (tallies, mut is_erased) = (Arc::make_mut(&mut self.tallies), false);
        store.ground_since(&known.campaign.settings.id, from, &mut |since| {
            is_erased |= since.erases_of(from);
            Change::of(known, &since)?
                .apply(tallies)
                .map_err(|never| StoreError::unreadable("a tally", never))
        })?;
        if is_erased {
            // What it had added nobody can tell any more: they are counted from nothing, to which it adds nothing.
            (self.stands, self.tallies) = (Some(Position::default()), Arc::default());
            return self.read_on(store, known, ground);
        }
        self.stands = Some(ground);
        Ok(ground)
    }
}

impl Change {
    /// What a ballot or a review of the ground changes. One that never counted is not opened: an older program may have kept
    /// what cannot be read. Nor is one that was withdrawn.
    fn of(known: &KnownCampaign, since: &Since) -> Result<Self, StoreError> {
        let stored = since.stored();
        if stored.is_erased() {
            return Ok(Self { less: None, more: None });
        }
        let arrived = stored.ballot.arrived;
        let (before, now) = match since {
            Since::Ballot(_) => (None, None),
            Since::Review { before, review, .. } => (before.as_ref(), Some(review)),
        };
        let accepts = |review: &ReviewRow| review.decision == Decision::Accept;
        if arrived != Status::Valid && ![before, now].into_iter().flatten().any(accepts) {
            return Ok(Self { less: None, more: None });
        }
        let ballot = ballots::open(stored)?;
        let status = |last: Option<&ReviewRow>| {
            let status =
                last.map_or(Ok(arrived), |last| review::after(Some(known), stored, &ballot, last.decision));
            status.map_err(|cause| StoreError::unreadable("a review", cause))
        };
        match now {
            None => Ok(Self { less: None, more: marks(known, arrived, &ballot) }),
            Some(_) => Ok(Self {
                less: marks(known, status(before)?, &ballot),
                more: marks(known, status(now)?, &ballot),
            }),
        }
    }

    /// Changes the tallies.
    pub fn apply(&self, tallies: &mut Tallies) -> Result<(), NeverAdded> {
        if let Some(less) = &self.less {
            tallies.take_back(less)?;
        }
        if let Some(more) = &self.more {
            tallies.add(more);
        }
        Ok(())
    }
}

/// What a ballot adds: something only while it is valid.
pub fn marks(known: &KnownCampaign, status: Status, ballot: &Ballot) -> Option<Marks> {
    let header = &ballot.header;
    (status == Status::Valid).then(|| known.scheme.marks(&header.form, &header.version, &ballot.answers))?
}

/// Keeps the tallies of a campaign in the store where so much has come since they were: beside the requests, none of which waits
/// for it.
pub fn keep_in_time(site: &Site, campaign: &str) {
    if site.known.in_memory(campaign).is_some_and(|known| known.tallied.is_to_be_kept(KEPT_EVERY)) {
        let (site, campaign) = (site.clone(), campaign.to_owned());
        tokio::spawn(async move {
            if let Err(error) = keep(&site, campaign).await {
                tracing::warn!(%error, "the tallies were not kept; a start reads more of the ground");
            }
        });
    }
}

/// Brings the tallies of all campaigns up to the ground, so that who asks first need not wait for it.
pub async fn load_all(site: &Site) -> Result<(), StoreError> {
    for head in site.store.read(|store| store.heads()).await? {
        seen(site, head.id).await?;
    }
    Ok(())
}

/// The same, and keeps them.
pub async fn keep_all(site: &Site) -> Result<(), StoreError> {
    for head in site.store.read(|store| store.heads()).await? {
        keep(site, head.id).await?;
    }
    Ok(())
}

/// Keeps the tallies as a reader sees them: of what is not committed nothing may be in them.
async fn keep(site: &Site, campaign: String) -> Result<(), StoreError> {
    let Some((stands, named)) = seen(site, campaign.clone()).await? else { return Ok(()) };
    site.store
        .write(move |store| {
            let (kept, ground) = (readable(store.kept_tallies_stand(&campaign))?, store.position(&campaign)?);
            // What knows of more than there is must not wait until there is as much.
            let older = kept.is_none_or(|kept| stands.is_beyond(kept) || kept.is_beyond(ground));
            if older { store.keep_tallies(&campaign, stands, &named) } else { Ok(()) }
        })
        .await
}

/// The tallies of a campaign by name, and where they stand.
pub async fn seen(site: &Site, campaign: String) -> Result<Option<(Position, Named)>, StoreError> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let Some(known) = known.find(store, &campaign)? else { return Ok(None) };
            let (stands, tallies) = known.tallied.seen_by(store, &known)?;
            Ok(Some((stands, known.scheme.named(&tallies))))
        })
        .await
}

/// What is kept, where it can be read: else all is counted anew.
fn readable<T>(kept: Result<Option<T>, StoreError>) -> Result<Option<T>, StoreError> {
    match kept {
        Err(StoreError::Unreadable { .. }) => Ok(None),
        kept => kept,
    }
}

/// The kept tallies of each campaign, counted on to the end of the ground; nothing where that cannot be done.
pub fn carried_on(
    store: &dyn Repositories,
    known: &KnownCampaigns,
) -> Result<BTreeMap<String, Option<Named>>, StoreError> {
    let kept = store.kept_campaigns()?.into_iter();
    Ok(kept.map(|campaign| (campaign.clone(), carry_on(store, known, &campaign))).collect())
}

fn carry_on(store: &dyn Repositories, known: &KnownCampaigns, campaign: &str) -> Option<Named> {
    let known = known.find(store, campaign).ok()??;
    let (kept, named) = store.kept_tallies(campaign).ok()??;
    let ground = store.position(campaign).ok().filter(|ground| !kept.is_beyond(*ground))?;
    let tallies = Arc::new(known.scheme.unnamed(&named)?);
    let mut state = State { stands: Some(kept), tallies, kept };
    state.read_on(store, &known, ground).ok()?;
    Some(known.scheme.named(&state.tallies))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
