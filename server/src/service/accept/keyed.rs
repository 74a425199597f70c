//! A ballot that is sealed here, from what was keyed of a paper. What speaks against it is asked as of any other, but for the device
//! that it does not have, and the place at which nobody interviewed.

use jiff::Timestamp;
use shared::ballot::{Ballot, Reason};
use shared::check::Checked;
use shared::wire::Status;

use super::circumstances::Circumstances;
use super::ingest::keep;
use crate::service::KnownCampaign;
use crate::service::tallied::marks;
use crate::store::{NewBallot, Repositories, StoreError};

/// Seals it and keeps it; gives its number.
pub fn seal(
    store: &dyn Repositories,
    known: &KnownCampaign,
    ballot: &Ballot,
    checked: Checked,
    (by, received): (&str, Timestamp),
) -> Result<i64, StoreError> {
    let header = &ballot.header;
    let circumstances = Circumstances {
        store,
        known: Some(known),
        address: &header.campaign,
        header,
        finished: header.finished,
        received,
    };
    let mut reasons = circumstances.reasons_alone()?;
    if !store.ballots_with_id(&header.campaign, header.id)?.is_empty() {
        reasons.push(Reason::SameId.problem());
    }
    reasons.extend(checked.faults);
    let sealed = ballot.seal();
    let arrived = if reasons.is_empty() { checked.status } else { Status::Pending };
    let new = NewBallot {
        campaign: header.campaign.clone(),
        id: header.id,
        digest: sealed.digest,
        bytes: sealed.bytes,
        received,
        clock_offset_ms: None,
        sent_by: Some(by.to_owned()),
        arrived,
        reasons,
    };
    keep(store, Some(known), header, &new, marks(known, arrived, ballot))
}
