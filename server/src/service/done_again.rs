//! Rejected ballots that go back to who asked, and how the ballots of an interview that was done again name each other.

use shared::ballot::{Header, beside};
use shared::wire::{Linked, Returned, Status};

use super::accept::InStore;
use super::{KnownCampaign, ballots};
use crate::store::{Filter, Repositories, Standing, StoreError, Stored};

/// Ballots that are read at a time.
const PAGE: usize = 50;

/// As many go back at once, the newest: when they are done again, others follow.
const MOST: usize = 100;

/// The ballots of an account that stand rejected and that it has not done again.
pub fn returned(
    store: &dyn Repositories,
    known: &KnownCampaign,
    username: &str,
) -> Result<Vec<Returned>, StoreError> {
    let interviewer = Some(username.to_owned());
    let mut filter = Filter { status: Some(Status::Rejected), interviewer, limit: PAGE, ..Filter::default() };
    let mut returned = Vec::new();
    loop {
        let found = store.ballots(&known.campaign.settings.id, &filter)?;
        for (stored, _) in &found {
            filter.before = Some(stored.position);
            returned.extend(back(store, known, stored, username)?);
            if returned.len() == MOST {
                return Ok(returned);
            }
        }
        if found.len() < PAGE {
            return Ok(returned);
        }
    }
}

/// A rejected ballot as it goes back. One that a file had rejected, and nobody here, does not; nor does one that cannot be read.
fn back(
    store: &dyn Repositories,
    known: &KnownCampaign,
    stored: &Stored,
    username: &str,
) -> Result<Option<Returned>, StoreError> {
    let (campaign, id) = (&stored.ballot.campaign, stored.ballot.id);
    let (Some(review), Ok(ballot)) =
        (store.reviews(campaign, stored.position)?.pop(), ballots::told(Some(known), stored))
    else {
        return Ok(None);
    };
    // Somebody else's ballot that names it takes nothing from who asked, nor does the one in whose place it was made.
    let own = |it: &Standing| it.interviewer == username;
    for key in store.done_again(campaign, id)? {
        let Some(made) = store.ballot(campaign, key)? else { continue };
        let circles = made.ballot.id == id || ballot.header.replaces == Some(made.ballot.id);
        if !circles && store.standing(campaign, key)?.is_some_and(|it| own(&it)) {
            return Ok(None);
        }
    }
    for same in store.ballots_with_id(campaign, id)? {
        let standing = store.standing(campaign, same.position)?;
        if standing.is_some_and(|it| it.status != Status::Rejected) {
            return Ok(None);
        }
    }
    // Where another ballot of the interview stands, doing this one again would only be doubted.
    let stands = |it: &Standing| Ok(it.status != Status::Rejected && own(it));
    if beside(&InStore { store, campaign, stands }, &ballot.header)?.is_some() {
        return Ok(None);
    }
    let answers = known.forms.copied(&known.campaign, &ballot);
    let Header { form, place, finished, .. } = ballot.header;
    let (finished, reason) = (Some(finished), review.reason);
    Ok(Some(Returned { id, form, place, finished, reason, at: review.at, answers }))
}

/// The ballots in whose place this one was made, and those that were made in its place.
pub fn links(store: &dyn Repositories, header: &Header) -> Result<(Vec<Linked>, Vec<Linked>), StoreError> {
    let campaign = &header.campaign;
    let linked = |key: i64| -> Result<Option<Linked>, StoreError> {
        let standing = store.standing(campaign, key)?;
        Ok(standing.map(|standing| Linked { key, status: standing.status }))
    };
    let replaced = header.replaces.map(|id| store.ballots_with_id(campaign, id)).transpose()?;
    let before =
        replaced.unwrap_or_default().into_iter().filter_map(|same| linked(same.position).transpose());
    let after = store.done_again(campaign, header.id)?.into_iter().filter_map(|key| linked(key).transpose());
    Ok((before.collect::<Result<_, StoreError>>()?, after.collect::<Result<_, StoreError>>()?))
}
