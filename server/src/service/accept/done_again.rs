//! Of one interview that was done again one ballot should count: whether another of it stands when a ballot arrives.

use std::collections::BTreeSet;

use shared::ballot::{Header, Reason};
use shared::problem::Problem;
use shared::wire::Status;

use crate::service::ballots;
use crate::store::{Repositories, Standing, StoreError};

/// As many ballots of one interview are looked at; more come only from who makes up ids.
const MOST: usize = 100;

/// The doubt about a ballot that arrives while another of its interview is not rejected; a person decides between them.
pub fn stands_beside(store: &dyn Repositories, header: &Header) -> Result<Option<Problem>, StoreError> {
    let found = beside(store, header, |_| true)?;
    Ok(found.map(|key| Reason::DoneAgain.problem().with("key", key)))
}

/// Another ballot of the interview that is not rejected, among those of which this holds.
pub fn beside(
    store: &dyn Repositories,
    header: &Header,
    holds: impl Fn(&Standing) -> bool,
) -> Result<Option<i64>, StoreError> {
    let campaign = &header.campaign;
    let (mut open, mut seen) = (vec![header.id], BTreeSet::new());
    open.extend(header.replaces);
    while let Some(id) = open.pop() {
        if !seen.insert(id) || seen.len() > MOST {
            continue;
        }
        let mut found = store.done_again(campaign, id)?;
        if id != header.id {
            found.extend(store.ballots_with_id(campaign, id)?.iter().map(|same| same.position));
        }
        for key in found {
            let Some(stored) = store.ballot(campaign, key)? else { continue };
            let standing = store.standing(campaign, key)?;
            let standing = standing.filter(|it| it.status != Status::Rejected && holds(it));
            if stored.ballot.id != header.id && standing.is_some() {
                return Ok(Some(key));
            }
            open.push(stored.ballot.id);
            open.extend(ballots::header(&stored)?.replaces);
        }
    }
    Ok(None)
}
