//! What a ballot's status means for everything derived: where it stands, how it is counted, what it adds to the tallies.

use shared::ballot::Ballot;
use shared::wire::Status;

use super::KnownCampaign;
use crate::store::{NewBallot, Position, Repositories, Standing, StoreError, TallyKey};

/// Lets a ballot that was stored take the effect that it has on arrival.
pub fn arrive(
    store: &dyn Repositories,
    known: Option<&KnownCampaign>,
    position: i64,
    ballot: &Ballot,
    new: &NewBallot,
) -> Result<(), StoreError> {
    apply(store, known, &standing(position, ballot, new.arrived), ballot)?;
    match &new.sent_by {
        Some(sender) => store.note_sent(&new.campaign, sender, new.received),
        None => Ok(()),
    }
}

/// Where a ballot stands with this status.
fn standing(position: i64, ballot: &Ballot, status: Status) -> Standing {
    let header = &ballot.header;
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
pub fn apply(
    store: &dyn Repositories,
    known: Option<&KnownCampaign>,
    standing: &Standing,
    ballot: &Ballot,
) -> Result<(), StoreError> {
    store.put_standing(standing)?;
    store.count(standing)?;
    store.add_tallies(&standing.campaign, &added(known, standing.status, ballot))
}

/// Takes back the effect that a ballot has with its present standing.
pub fn take_back(
    store: &dyn Repositories,
    known: Option<&KnownCampaign>,
    standing: &Standing,
    ballot: &Ballot,
) -> Result<(), StoreError> {
    store.uncount(standing)?;
    store.take_back_tallies(&standing.campaign, &added(known, standing.status, ballot))
}

/// Notes that the last ballot of a campaign has taken effect. An error where what came before it has not.
pub fn ballot_is_in(store: &dyn Repositories, campaign: &str) -> Result<(), StoreError> {
    let to = store.position(campaign)?;
    store.stand(campaign, Position { ballots: to.ballots - 1, ..to }, to)
}

/// Notes that the last review of a campaign has taken effect. An error where what came before it has not.
pub fn review_is_in(store: &dyn Repositories, campaign: &str) -> Result<(), StoreError> {
    let to = store.position(campaign)?;
    store.stand(campaign, Position { reviews: to.reviews - 1, ..to }, to)
}

/// What the ballot adds to the tallies: something only while it is valid.
fn added(known: Option<&KnownCampaign>, status: Status, ballot: &Ballot) -> Vec<TallyKey> {
    let header = &ballot.header;
    let grid = known.and_then(|known| known.scheme.grid(&header.form, &header.version));
    let Some(grid) = grid.filter(|_| status == Status::Valid) else { return Vec::new() };
    let mut keys = Vec::new();
    for (unit, cells) in grid.marks(&ballot.answers).by_unit {
        for [repeat, question, option] in cells.iter().filter_map(|cell| grid.named(*cell)) {
            keys.push(TallyKey {
                form: header.form.clone(),
                version: header.version.clone(),
                question: format!("{repeat}/{question}"),
                unit: unit.clone(),
                option: option.to_owned(),
            });
        }
    }
    keys
}
