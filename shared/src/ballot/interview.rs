//! The ballots of one interview that was done again, found from any of them by the ids that they name. Of these one should count:
//! whoever takes ballots in asks here whether another stands.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::Header;

/// As many ids of one interview are looked at; more come only from who makes them up.
const MOST: usize = 100;

/// Where ballots are looked up by id: a store, or a file as far as it was read.
pub trait Interviews {
    /// What can go wrong.
    type Error;
    /// What is told of a ballot that stands.
    type Standing;
    /// The ids that ballots with this one say they were made in place of.
    fn replaced(&self, id: Uuid) -> Result<Vec<Uuid>, Self::Error>;
    /// The ids of the ballots that were made in its place.
    fn made_instead(&self, id: Uuid) -> Result<Vec<Uuid>, Self::Error>;
    /// A ballot with this id that stands.
    fn standing(&self, id: Uuid) -> Result<Option<Self::Standing>, Self::Error>;
}

/// Another ballot of the interview of this one that stands.
pub fn beside<I: Interviews>(among: &I, header: &Header) -> Result<Option<I::Standing>, I::Error> {
    let (mut open, mut seen) = (vec![header.id], BTreeSet::new());
    open.extend(header.replaces);
    while let Some(id) = open.pop() {
        if seen.len() == MOST || !seen.insert(id) {
            continue;
        }
        if id != header.id
            && let Some(found) = among.standing(id)?
        {
            return Ok(Some(found));
        }
        open.extend(among.made_instead(id)?);
        open.extend(among.replaced(id)?);
    }
    Ok(None)
}

/// Whether a ballot was made in its own place, be it over others.
pub fn replaces_itself<I: Interviews>(among: &I, header: &Header) -> Result<bool, I::Error> {
    let (mut open, mut seen) = (Vec::from_iter(header.replaces), BTreeSet::new());
    while let Some(id) = open.pop() {
        if id == header.id {
            return Ok(true);
        }
        if seen.len() < MOST && seen.insert(id) {
            open.extend(among.replaced(id)?);
        }
    }
    Ok(false)
}
