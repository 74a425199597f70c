//! Drops everything derived and computes it again from what people said and decided.

use std::collections::BTreeMap;

use shared::index::Tallies;
use shared::problem::Diagnostic;

use super::tallied::{Change, marks};
use super::{Error, KnownCampaigns, Site, ballots, effect, review};
use crate::store::{Repositories, Since, StoreError};

/// Rebuilds all campaigns in one transaction; gives the number of ballots. Where some cannot be read again all of these are
/// named, and nothing changes.
pub async fn rebuild(site: &Site) -> Result<u64, Error> {
    let known = site.known.clone();
    site.store
        .write(move |store| {
            for campaign in store.derived_campaigns()?.into_iter().chain(store.kept_campaigns()?) {
                store.drop_derived(&campaign)?;
            }
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

/// Lets all that came since what is derived was last written take effect. Gives the number of ballots, and names those that
/// cannot be read again: then what is derived is not right. What changes the tallies is added to those that are given; they must
/// stand where what is derived does.
pub fn replay(
    store: &dyn Repositories,
    known: &KnownCampaigns,
    campaign: &str,
    mut tallies: Option<&mut Tallies>,
) -> Result<(u64, Vec<Diagnostic>), StoreError> {
    let (from, to) = (store.stands(campaign)?, store.position(campaign)?);
    let (mut number, mut unreadable) = (0, BTreeMap::new());
    store.ground_since(campaign, from, &mut |since| {
        let (Since::Ballot(stored) | Since::Review { stored, .. }) = &since;
        number += u64::from(matches!(since, Since::Ballot(_)));
        if !unreadable.contains_key(&stored.position)
            && let Err(error) = take_effect(store, known, &since, tallies.as_deref_mut())
        {
            unreadable.insert(stored.position, ballots::name_unreadable(stored, error)?);
        }
        Ok(())
    })?;
    if from != to {
        store.stand(campaign, from, to)?;
    }
    Ok((number, unreadable.into_values().collect()))
}

fn take_effect(
    store: &dyn Repositories,
    known: &KnownCampaigns,
    since: &Since,
    tallies: Option<&mut Tallies>,
) -> Result<(), StoreError> {
    let (Since::Ballot(stored) | Since::Review { stored, .. }) = since;
    let campaign = &stored.ballot.campaign;
    let known = known.find(store, campaign)?;
    let ballot = ballots::open(stored)?;
    let (before, now) = match since {
        Since::Ballot(_) => {
            effect::arrive(store, stored.position, &ballot, &stored.ballot)?;
            (None, stored.ballot.arrived)
        }
        Since::Review { review, .. } => {
            let status = review::after(known.as_deref(), stored, &ballot, review.decision)
                .map_err(|cause| StoreError::unreadable("a review", cause))?;
            let before = review::standing(store, campaign, stored.position)?;
            let was = before.status;
            review::move_on(store, before, status)?;
            (Some(was), status)
        }
    };
    let (Some(known), Some(tallies)) = (known, tallies) else { return Ok(()) };
    let less = before.and_then(|before| marks(&known, before, &ballot));
    let change = Change { less, more: marks(&known, now, &ballot) };
    change.apply(tallies).map_err(|never| StoreError::unreadable("a tally", never))
}
