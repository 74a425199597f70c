//! What is kept for a time goes by itself when that is over: who was invited, what was answered and never sent, what tells who people are.
//! A campaign says by `data_kept_until` which day is the last. Ballots stay, as nothing joins them to a person; but for those that hold who
//! somebody is, which should not.

use shared::wire::{ActKind, Fact};

use super::log::{self, Actor};
use super::{Error, Site, erase, personal};
use crate::store::{Repositories, StoreError};

/// Deletes what is over in all campaigns; gives how many invitations went, and parts and ballots that tell who somebody is.
pub async fn expire(site: &Site) -> Result<u32, Error> {
    let over = over(site).await?;
    let mut all = 0;
    for campaign in over {
        let (known, now) = (site.known.clone(), site.now());
        all += site
            .store
            .write::<_, Error>(move |store| {
                let gone = store.forget_invitations(&campaign)?;
                if gone > 0 {
                    log::act(ActKind::InvitationWithdrawn, &campaign)
                        .within(Some(&campaign))
                        .before(Fact::Invitations, gone)
                        .write(store, &Actor::Command, now)?;
                }
                let known = known.get(store, &campaign)?;
                let telling = erase::telling(store, &known)?;
                erase::erase_all(store, &known, &telling, &Actor::Command, now)?;
                let ballots = u32::try_from(telling.len()).unwrap_or(u32::MAX);
                Ok(gone + ballots + personal::gone(store, &campaign, None, &Actor::Command, now)?)
            })
            .await?;
    }
    Ok(all)
}

/// Whether a campaign has anything that goes after its last day.
pub(super) fn is_left(store: &dyn Repositories, campaign: &str) -> Result<bool, StoreError> {
    Ok(store.has_invitations(campaign)? || store.personal_number(campaign)? > 0)
}

/// The campaigns whose last day is over, and of which something is left. While people may still answer, nothing goes.
async fn over(site: &Site) -> Result<Vec<String>, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .read(move |store: &dyn Repositories| {
            let mut over = Vec::new();
            for head in store.heads()? {
                let known = known.get(store, &head.id)?;
                let is_over = known.campaign.settings.has_kept(known.today(now));
                if is_over && (is_left(store, &head.id)? || !erase::telling(store, &known)?.is_empty()) {
                    over.push(head.id);
                }
            }
            Ok(over)
        })
        .await
}
