//! Of one interview one ballot should count, or that nobody answered: what is doubted of a ballot that arrives beside others of it.

use shared::ballot::{Header, Interviews, Reason, beside, replaces_itself};
use shared::problem::Problem;
use shared::wire::Status;
use uuid::Uuid;

use crate::service::ballots;
use crate::store::{Repositories, Standing, StoreError};

/// The ballots of a campaign, with what it takes for one to stand.
pub struct InStore<'a, F> {
    /// The store.
    pub store: &'a dyn Repositories,
    /// The campaign.
    pub campaign: &'a str,
    /// Whether one stands.
    pub stands: F,
}

impl<F: Fn(&Standing) -> Result<bool, StoreError>> Interviews for InStore<'_, F> {
    type Error = StoreError;
    type Standing = i64;

    fn replaced(&self, id: Uuid) -> Result<Vec<Uuid>, StoreError> {
        Ok(headers(self.store, self.campaign, id)?.into_iter().filter_map(|(_, it)| it.replaces).collect())
    }

    fn made_instead(&self, id: Uuid) -> Result<Vec<Uuid>, StoreError> {
        let mut found = Vec::new();
        for key in self.store.done_again(self.campaign, id)? {
            found.extend(self.store.ballot(self.campaign, key)?.map(|stored| stored.ballot.id));
        }
        Ok(found)
    }

    fn standing(&self, id: Uuid) -> Result<Option<i64>, StoreError> {
        for same in self.store.ballots_with_id(self.campaign, id)? {
            let standing = self.store.standing(self.campaign, same.position)?;
            if standing.map(|it| (self.stands)(&it)).transpose()? == Some(true) {
                return Ok(Some(same.position));
            }
        }
        Ok(None)
    }
}

/// What the ballots that stand under an id say about themselves, each with its number.
fn headers(store: &dyn Repositories, campaign: &str, id: Uuid) -> Result<Vec<(i64, Header)>, StoreError> {
    let mut found = Vec::new();
    for same in store.ballots_with_id(campaign, id)? {
        if let Some(stored) = store.ballot(campaign, same.position)?.filter(|it| !it.is_erased()) {
            found.push((same.position, ballots::header(&stored)?));
        }
    }
    Ok(found)
}

/// The ballot under an id that stands so.
pub fn stands_under(
    store: &dyn Repositories,
    campaign: &str,
    id: Uuid,
    so: impl Fn(Status) -> bool,
) -> Result<Option<i64>, StoreError> {
    InStore { store, campaign, stands: |it: &Standing| Ok::<_, StoreError>(so(it.status)) }.standing(id)
}

/// That nobody answered under an id, which stands so.
pub fn missed_under(
    store: &dyn Repositories,
    campaign: &str,
    id: Uuid,
    so: impl Fn(Status) -> bool,
) -> Result<Option<i64>, StoreError> {
    for same in store.nonresponses_with_id(campaign, id)? {
        if store.nonresponse(campaign, same.position)?.is_some_and(|it| so(it.status())) {
            return Ok(Some(same.position));
        }
    }
    Ok(None)
}

/// Another ballot of the interview that counts.
pub fn counts_beside(store: &dyn Repositories, header: &Header) -> Result<Option<i64>, StoreError> {
    let stands = |it: &Standing| Ok(it.status.counts());
    beside(&InStore { store, campaign: &header.campaign, stands }, header)
}

/// What is doubted of a ballot of a file that counts and about which nobody decided: another of its interview is not rejected,
/// and nobody decided about that one either. Who did may have seen both.
pub fn undecided_beside(store: &dyn Repositories, header: &Header) -> Result<Option<Problem>, StoreError> {
    let campaign = &*header.campaign;
    let stands =
        |it: &Standing| Ok(it.status != Status::Rejected && store.reviews(campaign, it.ballot)?.is_empty());
    Ok(beside(&InStore { store, campaign, stands }, header)?.map(doubt))
}

/// What is doubted of a ballot that arrives: another of its interview is not rejected, or it was done again in a way in which no tablet
/// does it. A person decides. Most are the first under their id (`is_first`), name no other and are named by none: they stand alone.
pub fn doubts(store: &dyn Repositories, header: &Header, is_first: bool) -> Result<Vec<Problem>, StoreError> {
    let campaign = &*header.campaign;
    let missed = missed_under(store, campaign, header.id, |status| status != Status::Rejected)?;
    let missed = missed.map(|n| Reason::NotAnswered.problem().with("n", n));
    if is_first && header.replaces.is_none() && store.done_again(campaign, header.id)?.is_empty() {
        return Ok(missed.into_iter().collect());
    }
    let among = InStore { store, campaign, stands: |it: &Standing| Ok(it.status != Status::Rejected) };
    let stands = missed.into_iter().chain(beside(&among, header)?.map(doubt));
    let Some(id) = header.replaces else { return Ok(stands.collect()) };
    let odd = if replaces_itself(&among, header)? {
        Some(Reason::ReplacesItself.problem())
    } else {
        let replaced = headers(store, campaign, id)?;
        let same = |of: &Header| (&of.form, &of.interviewer) == (&header.form, &header.interviewer);
        match replaced.first() {
            None => Some(Reason::ReplacesAbsent.problem().with("id", id)),
            Some(_) if replaced.iter().any(|(_, it)| same(it)) => None,
            Some((key, it)) => {
                let problem = Reason::ReplacesOther.problem().with("key", key).with("form", &it.form);
                Some(problem.with("interviewer", it.interviewer.as_deref().unwrap_or("–")))
            }
        }
    };
    Ok(stands.chain(odd).collect())
}

fn doubt(key: i64) -> Problem {
    Reason::DoneAgain.problem().with("key", key)
}
