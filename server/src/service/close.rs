//! Closing a campaign, or opening it again: an act with a time, a reason and a person.

use jiff::Timestamp;
use shared::wire::{ActKind, CampaignSummary, Closing, Fact};

use super::log::{self, Actor};
use super::session::Caller;
use super::{Error, Site, campaigns, review};
use crate::store::{Act, Repositories, StoreError};

/// Closes or opens. What is finished later is for quarantine; what was finished before is welcome whenever it comes.
pub async fn close(
    site: &Site,
    caller: Caller,
    id: String,
    closing: Closing,
) -> Result<CampaignSummary, Error> {
    let reason = review::reason(&closing.reason)?;
    let act = Act { closed: closing.closed, reason, by: caller.username.clone(), at: site.now() };
    let known = site.known.clone();
    site.store
        .write(move |store| {
            let head = store.head(&id)?.ok_or_else(|| Error::no_campaign(&id))?;
            // Closing what is closed must not move the time of the act.
            if head.closed.is_some() != act.closed {
                keep(store, &id, &act, &Actor::from(&caller), act.at)?;
                store.grow_revision(&id)?;
            }
            campaigns::summary_in(store, &known, &caller, &id)
        })
        .await
}

/// Keeps the act, and tells the log.
pub fn keep(
    store: &dyn Repositories,
    campaign: &str,
    act: &Act,
    by: &Actor,
    at: Timestamp,
) -> Result<(), StoreError> {
    store.put_act(campaign, act)?;
    let kind = if act.closed { ActKind::Closed } else { ActKind::Reopened };
    log::act(kind, campaign).within(Some(campaign)).after(Fact::Reason, &act.reason).write(store, by, at)
}
