//! Closing a campaign, or opening it again: an act with a time, a reason and a person.

use jiff::Timestamp;
use shared::wire::{ActKind, CampaignSummary, Closing, Fact};

use super::log::{self, Actor};
use super::session::Caller;
use super::{Error, Site, campaigns, review};
use crate::store::{NewClosing, Repositories, StoreError};

/// Closes or opens. What is finished later is for quarantine; what was finished before is welcome whenever it comes.
pub async fn close(
    site: &Site,
    caller: Caller,
    id: String,
    asked: Closing,
) -> Result<CampaignSummary, Error> {
    let reason = review::reason(&asked.reason)?;
    let (by, at) = (caller.username.clone(), site.now());
    let closing = NewClosing { closed: asked.closed, reason, by, at };
    let known = site.known.clone();
    site.store
        .write(move |store| {
            let head = store.head(&id)?.ok_or_else(|| Error::no_campaign(&id))?;
            // Closing what is closed must not move the time of the act.
            if head.closed.is_some() != closing.closed {
                keep(store, &id, &closing, &Actor::from(&caller), at)?;
                store.grow_revision(&id)?;
            }
            campaigns::summary_in(store, &known, &caller, &id)
        })
        .await
}

/// Whether a campaign is closed.
pub fn is_closed(store: &dyn Repositories, campaign: &str) -> Result<bool, StoreError> {
    Ok(store.head(campaign)?.is_some_and(|head| head.closed.is_some()))
}

/// Keeps it, and tells the log.
pub fn keep(
    store: &dyn Repositories,
    campaign: &str,
    closing: &NewClosing,
    by: &Actor,
    at: Timestamp,
) -> Result<(), StoreError> {
    store.put_closing(campaign, closing)?;
    let kind = if closing.closed { ActKind::Closed } else { ActKind::Reopened };
    log::act(kind, campaign).within(Some(campaign)).after(Fact::Reason, &closing.reason).write(store, by, at)
}
