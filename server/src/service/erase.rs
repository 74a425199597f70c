//! Deleting what a ballot says: number and digest stay, and nothing counts of it any more. Its respondent withdraws it so, and what tells
//! who somebody is goes so that a ballot should never have held.

use std::sync::Arc;

use jiff::Timestamp;
use shared::problem::Problem;
use shared::wire::{ActKind, Decision, Fact, ReviewRow};

use super::log::{self, Actor};
use super::tallied::{Change, marks};
use super::{Error, KnownCampaign, Site, ballots, effect, review};
use crate::store::{NOBODY, Repositories, StoreError, Stored};

/// Deletes it, in the transaction of who asks; the act is of this kind. What was counted with it stays as it is: runs, publications, backups of
/// before.
pub(super) fn answers(
    store: &dyn Repositories,
    known: &Arc<KnownCampaign>,
    stored: &Stored,
    (kind, by): (ActKind, &Actor),
    at: Timestamp,
) -> Result<(), StoreError> {
    let (campaign, position) = (&*known.campaign.settings.id, stored.position);
    let (ballot, before) = (ballots::open(stored)?, review::standing(store, campaign, position)?);
    let row = ReviewRow { decision: Decision::Reject, reason: String::new(), by: NOBODY.to_owned(), at };
    store.put_review(campaign, position, &row)?;
    log::act(kind, position.to_string())
        .within(Some(campaign))
        .before(Fact::Status, before.status.code())
        .write(store, by, at)?;
    store.erase_ballot(campaign, position)?;
    effect::end(store, &before)?;
    let moved = effect::review_is_in(store, campaign)?;
    let less = marks(known, before.status, &ballot);
    known.tallied.let_go(store, campaign)?;
    known.tallied.follow_later(store, moved, Change { less, more: None });
    let held = Arc::clone(known);
    store.after_commit(Box::new(move || held.watched.forget()));
    store.grow_revision(campaign)
}

/// The ballots that hold what tells who somebody is.
pub(super) fn telling(store: &dyn Repositories, known: &KnownCampaign) -> Result<Vec<Stored>, StoreError> {
    // What should stand apart is doubted when it comes.
    let mut found = store.doubted(&known.campaign.settings.id)?;
    // One that cannot be read says nothing.
    found.retain(|stored| ballots::open(stored).is_ok_and(|it| known.forms.tells_who(&it)));
    Ok(found)
}

/// Deletes those of them that have these numbers.
pub async fn erase_telling(site: &Site, by: Actor, campaign: String, numbers: Vec<i64>) -> Result<(), Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .write(move |store| {
            let known = known.get(store, &campaign)?;
            let mut found = telling(store, &known)?;
            found.retain(|stored| numbers.contains(&stored.position));
            if found.is_empty() {
                return Err(Error::invalid(Problem::new("personal.no_ballot")));
            }
            erase_all(store, &known, &found, &by, now)?;
            Ok(())
        })
        .await
}

/// Deletes all of these.
pub(super) fn erase_all(
    store: &dyn Repositories,
    known: &Arc<KnownCampaign>,
    found: &[Stored],
    by: &Actor,
    now: Timestamp,
) -> Result<(), StoreError> {
    found.iter().try_for_each(|stored| answers(store, known, stored, (ActKind::AnswersErased, by), now))
}
