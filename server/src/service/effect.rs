//! What a ballot's status means for everything derived in the store: where it stands, and how it is counted. What it adds to the
//! tallies stands in memory (`tallied`).

use shared::ballot::Header;
use shared::wire::Status;

use crate::store::{NewBallot, Position, Repositories, Standing, StoreError};

/// Lets a ballot that was stored take the effect that it has on arrival.
pub fn arrive(
    store: &dyn Repositories,
    position: i64,
    header: &Header,
    new: &NewBallot,
) -> Result<(), StoreError> {
    apply(store, &standing(position, header, new.arrived))?;
    if let Some(replaced) = header.replaces {
        store.put_done_again(&new.campaign, replaced, position)?;
    }
    match &new.sent_by {
        Some(sender) => store.note_sent(&new.campaign, sender, new.received),
        None => Ok(()),
    }
}

/// Where a ballot stands with this status.
fn standing(position: i64, header: &Header, status: Status) -> Standing {
    Standing {
        campaign: header.campaign.clone(),
        ballot: position,
        status,
        form: header.form.clone(),
        place: header.place.clone(),
        interviewer: header.interviewer.clone().unwrap_or_default(),
    }
}

/// Lets a ballot take effect that has none yet.
pub fn apply(store: &dyn Repositories, standing: &Standing) -> Result<(), StoreError> {
    store.put_standing(standing)?;
    store.count(standing)
}

/// Takes back the effect that a ballot has with its present standing.
pub fn take_back(store: &dyn Repositories, standing: &Standing) -> Result<(), StoreError> {
    store.uncount(standing)
}

/// Takes back the effect that a ballot has, for ever: it stands nowhere any more.
pub fn end(store: &dyn Repositories, standing: &Standing) -> Result<(), StoreError> {
    take_back(store, standing)?;
    store.drop_standing(&standing.campaign, standing.ballot)
}

/// Notes that the last ballot of a campaign has taken effect. An error where what came before it has not. Gives from where to
/// where what is derived moved.
pub fn ballot_is_in(store: &dyn Repositories, campaign: &str) -> Result<(Position, Position), StoreError> {
    let to = store.position(campaign)?;
    let from = Position { ballots: to.ballots - 1, ..to };
    store.stand(campaign, from, to)?;
    Ok((from, to))
}

/// The same of the last review.
pub fn review_is_in(store: &dyn Repositories, campaign: &str) -> Result<(Position, Position), StoreError> {
    let to = store.position(campaign)?;
    let from = Position { reviews: to.reviews - 1, ..to };
    store.stand(campaign, from, to)?;
    Ok((from, to))
}
