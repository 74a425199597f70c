//! Drops everything derived and computes it again from what people said and decided.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::thread;

use shared::ballot::{Header, Status};
use shared::index::{Marks, Tallies};
use shared::problem::Diagnostic;

use super::tallied::{Change, marks};
use super::{Error, KnownCampaign, KnownCampaigns, Site, ballots, effect, review};
use crate::in_order::{InOrder, cores};
use crate::store::{Repositories, Since, StoreError, Stored};

/// Rebuilds all campaigns in one transaction; gives the number of ballots. Where some cannot be read again all of these are
/// named, and nothing changes.
pub async fn rebuild(site: &Site) -> Result<u64, Error> {
    let known = site.known.clone();
    site.store
        .write(move |store| {
            store.drop_derived()?;
            let (mut number, mut unreadable) = (0, Vec::new());
            for campaign in store.named_campaigns()? {
                let mut tallies = Tallies::default();
                let (ballots, wrong) = replay(store, &known, &campaign, Some(&mut tallies))?;
                number += ballots;
                unreadable.extend(wrong);
                if let Some(known) = known.find(store, &campaign)? {
                    let stands = store.position(&campaign)?;
                    store.keep_tallies(&campaign, stands, &known.scheme.named(&tallies))?;
                    let tallied = known.tallied.clone();
                    store.after_commit(Box::new(move || tallied.forget()));
                }
            }
            if !unreadable.is_empty() {
                return Err(Error::Faults(unreadable));
            }
            for head in store.heads()? {
                store.grow_revision(&head.id)?;
            }
            Ok(number)
        })
        .await
}

/// So many bytes of ballots go to a thread at once.
const TOGETHER_BYTES: usize = 64 * 1024;

/// Lets all that came since what is derived was last written take effect. Gives the number of ballots, and names those that
/// cannot be read again: then what is derived is not right. What changes the tallies is added to those that are given; they must
/// stand where what is derived does.
///
/// Ballots are opened on all cores, and take effect one after the other.
pub fn replay(
    store: &dyn Repositories,
    known: &KnownCampaigns,
    campaign: &str,
    tallies: Option<&mut Tallies>,
) -> Result<(u64, Vec<Diagnostic>), StoreError> {
    let (from, to) = (store.stands(campaign)?, store.position(campaign)?);
    let known = known.find(store, campaign)?;
    let open = |some: Vec<Since>| some.into_iter().map(|since| Opened::of(known.as_deref(), since)).collect();
    let mut effects = Effects { store, tallies, number: 0, unreadable: BTreeMap::new() };
    thread::scope(|scope| {
        let mut take = |some: Vec<Opened>| match some.into_iter().try_for_each(|one| effects.take(one)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => ControlFlow::Break(error),
        };
        let mut opening = InOrder::start(scope, cores(), &open);
        let (mut some, mut bytes) = (Vec::new(), 0);
        store.ground_since(campaign, from, &mut |since| {
            bytes += since.stored().ballot.bytes.len();
            some.push(since);
            if bytes < TOGETHER_BYTES {
                return Ok(());
            }
            bytes = 0;
            unless_broken(opening.give(std::mem::take(&mut some), &mut take))
        })?;
        unless_broken(opening.give(some, &mut take))?;
        unless_broken(opening.end(&mut take))
    })?;
    let Effects { number, unreadable, .. } = effects;
    if from != to {
        store.stand(campaign, from, to)?;
    }
    Ok((number, unreadable.into_values().collect()))
}

fn unless_broken(flow: ControlFlow<StoreError>) -> Result<(), StoreError> {
    match flow {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(error) => Err(error),
    }
}

/// A step of the ground whose ballot was opened.
struct Opened {
    since: Since,
    /// Nothing of a ballot that was withdrawn.
    content: Result<Option<Content>, StoreError>,
}

/// What of a ballot has an effect.
struct Content {
    header: Header,
    /// What it adds while it is valid.
    marks: Option<Marks>,
    /// The status that it has after this step.
    now: Status,
}

impl Opened {
    fn of(known: Option<&KnownCampaign>, since: Since) -> Self {
        Self { content: content(known, &since), since }
    }
}

fn content(known: Option<&KnownCampaign>, since: &Since) -> Result<Option<Content>, StoreError> {
    let stored = since.stored();
    if stored.is_erased() {
        return Ok(None);
    }
    let ballot = ballots::open(stored)?;
    let now = match since {
        Since::Ballot(_) => stored.ballot.arrived,
        Since::Review { review, .. } => review::after(known, stored, &ballot, review.decision)
            .map_err(|cause| StoreError::unreadable("a review", cause))?,
    };
    let marks = known.and_then(|known| marks(known, Status::Valid, &ballot));
    Ok(Some(Content { header: ballot.header, marks, now }))
}

/// What takes effect, in order.
struct Effects<'a> {
    store: &'a dyn Repositories,
    tallies: Option<&'a mut Tallies>,
    number: u64,
    unreadable: BTreeMap<i64, Diagnostic>,
}

impl Effects<'_> {
    fn take(&mut self, Opened { since, content }: Opened) -> Result<(), StoreError> {
        let stored = since.stored();
        self.number += u64::from(matches!(since, Since::Ballot(_)));
        if !self.unreadable.contains_key(&stored.position)
            && let Err(error) = content.and_then(|content| self.take_effect(&since, content))
        {
            self.unreadable.insert(stored.position, ballots::name_unreadable(stored, error)?);
        }
        Ok(())
    }

    fn take_effect(&mut self, since: &Since, content: Option<Content>) -> Result<(), StoreError> {
        let (store, Stored { position, ballot }) = (self.store, since.stored());
        let Some(Content { header, marks, now }) = content else {
            // It took its effect while it was whole, or never.
            let stands = store.standing(&ballot.campaign, *position)?;
            return stands.map_or(Ok(()), |stands| effect::end(store, &stands));
        };
        let before = match since {
            Since::Ballot(_) => {
                effect::arrive(store, *position, &header, ballot)?;
                None
            }
            Since::Review { .. } => {
                let before = review::standing(store, &ballot.campaign, *position)?;
                let was = before.status;
                review::move_on(store, before, now)?;
                Some(was)
            }
        };
        let Some(tallies) = self.tallies.as_deref_mut() else { return Ok(()) };
        let of = |status: Status| marks.clone().filter(|_| status == Status::Valid);
        let change = Change { less: before.and_then(of), more: of(now) };
        change.apply(tallies).map_err(|never| StoreError::unreadable("a tally", never))
    }
}
