//! Drops everything derived and computes it again from what people said and decided.

use std::collections::BTreeMap;

use shared::problem::Diagnostic;

use super::{Error, KnownCampaigns, Site, ballots, effect, review};
use crate::store::{Repositories, Since, StoreError};

/// Rebuilds all campaigns in one transaction; gives the number of ballots. Where some cannot be read again all of these are
/// named, and nothing changes.
pub async fn rebuild(site: &Site) -> Result<u64, Error> {
    let known = site.known.clone();
    site.store
        .write(move |store| {
            for campaign in store.derived_campaigns()? {
                store.drop_derived(&campaign)?;
            }
            let (mut number, mut unreadable) = (0, Vec::new());
            for campaign in store.named_campaigns()? {
                let (ballots, wrong) = replay(store, &known, &campaign)?;
                number += ballots;
                unreadable.extend(wrong);
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
/// cannot be read again: then what is derived is not right.
pub fn replay(
    store: &dyn Repositories,
    known: &KnownCampaigns,
    campaign: &str,
) -> Result<(u64, Vec<Diagnostic>), StoreError> {
    let (from, to) = (store.stands(campaign)?, store.position(campaign)?);
    let (mut number, mut unreadable) = (0, BTreeMap::new());
    store.ground_since(campaign, from, &mut |since| {
        let (Since::Ballot(stored) | Since::Review { stored, .. }) = &since;
        number += u64::from(matches!(since, Since::Ballot(_)));
        if !unreadable.contains_key(&stored.position)
            && let Err(error) = take_effect(store, known, &since)
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

fn take_effect(store: &dyn Repositories, known: &KnownCampaigns, since: &Since) -> Result<(), StoreError> {
    let (Since::Ballot(stored) | Since::Review { stored, .. }) = since;
    let campaign = &stored.ballot.campaign;
    let known = known.find(store, campaign)?;
    let ballot = ballots::open(stored)?;
    match since {
        Since::Ballot(_) => effect::arrive(store, known.as_deref(), stored.position, &ballot, &stored.ballot),
        Since::Review { review, .. } => {
            let status = review::after(known.as_deref(), stored, &ballot, review.decision)
                .map_err(|cause| StoreError::unreadable("a review", cause))?;
            let before = review::standing(store, campaign, stored.position)?;
            review::move_on(store, known.as_deref(), before, &ballot, status)
        }
    }
}
