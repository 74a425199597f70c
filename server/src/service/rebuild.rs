//! Drops everything derived and computes it again from what people said and decided.

use super::{Error, Site, ballots, effect, review};
use crate::store::{Repositories, StoreError};

/// Rebuilds all campaigns in one transaction; gives the number of ballots.
pub async fn rebuild(site: &Site) -> Result<u64, Error> {
    let known = site.known.clone();
    site.store
        .write(move |store| {
            store.drop_derived()?;
            let mut number = 0;
            store.each_ballot(&mut |stored, last| {
                let known = known.find(store, &stored.ballot.campaign)?;
                let ballot = ballots::open(&stored)?;
                let status = review::status(known.as_deref(), &stored, &ballot, last.as_ref())
                    .map_err(|cause| StoreError::unreadable("a review", cause))?;
                effect::apply(
                    store,
                    known.as_deref(),
                    &effect::standing(stored.key, &ballot, status),
                    &ballot,
                )?;
                if let Some(sender) = &stored.ballot.sent_by {
                    store.hear(&stored.ballot.campaign, sender, stored.ballot.received)?;
                }
                number += 1;
                Ok(())
            })?;
            grow_all(store)?;
            Ok(number)
        })
        .await
}

fn grow_all(store: &dyn Repositories) -> Result<(), StoreError> {
    for head in store.heads()? {
        store.grow_revision(&head.id)?;
    }
    Ok(())
}
