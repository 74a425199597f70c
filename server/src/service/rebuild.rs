//! Drops everything derived and computes it again from what people said and decided.

use shared::wire::ReviewRow;

use super::{Error, KnownCampaigns, Site, ballots, effect, review};
use crate::store::{Repositories, StoreError, Stored};

/// Rebuilds all campaigns in one transaction; gives the number of ballots. Where some cannot be read again all of these are
/// named, and nothing changes.
pub async fn rebuild(site: &Site) -> Result<u64, Error> {
    let known = site.known.clone();
    site.store
        .write(move |store| {
            store.drop_derived()?;
            let (mut number, mut unreadable) = (0, Vec::new());
            store.each_ballot(&mut |stored, last| {
                match count(store, &known, &stored, last.as_ref()) {
                    Ok(()) => number += 1,
                    Err(error) => unreadable.push(ballots::name_unreadable(&stored, error)?),
                }
                Ok(())
            })?;
            if !unreadable.is_empty() {
                return Err(Error::Faults(unreadable));
            }
            grow_all(store)?;
            Ok(number)
        })
        .await
}

fn count(
    store: &dyn Repositories,
    known: &KnownCampaigns,
    stored: &Stored,
    last: Option<&ReviewRow>,
) -> Result<(), StoreError> {
    let known = known.find(store, &stored.ballot.campaign)?;
    let ballot = ballots::open(stored)?;
    let status = review::status(known.as_deref(), stored, &ballot, last)
        .map_err(|cause| StoreError::unreadable("a review", cause))?;
    effect::apply(store, known.as_deref(), &effect::standing(stored.key, &ballot, status), &ballot)?;
    if let Some(sender) = &stored.ballot.sent_by {
        store.note_sent(&stored.ballot.campaign, sender, stored.ballot.received)?;
    }
    Ok(())
}

fn grow_all(store: &dyn Repositories) -> Result<(), StoreError> {
    for head in store.heads()? {
        store.grow_revision(&head.id)?;
    }
    Ok(())
}
