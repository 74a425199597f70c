//! What a ballot's status means for everything derived: where it stands, how it is counted, what it adds to the tallies.

use shared::ballot::Ballot;
use shared::wire::Status;

use super::KnownCampaign;
use crate::store::{Repositories, Standing, StoreError, TallyKey};

/// Where a ballot stands with this status.
pub fn standing(key: i64, ballot: &Ballot, status: Status) -> Standing {
    let header = &ballot.header;
    Standing {
        ballot: key,
        campaign: header.campaign.clone(),
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
