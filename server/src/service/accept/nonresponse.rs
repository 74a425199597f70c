//! Taking in an interview that gave no ballot: by the road of ballots, as often as it is sent, and never turned away. It is kept beside
//! them and feeds no count of theirs; one that is doubted stands with its reasons, and is not counted.

use jiff::Timestamp;
use shared::ballot::{Digest, Mode, NoAnswer, Nonresponse, OpenError, Reason};
use shared::problem::Problem;
use shared::wire::{Receipt, Status};

use super::circumstances::Circumstances;
use super::done_again::stands_under;
use super::ingest::{Arrival, Outcome, Sender, same_id, undecodable};
use crate::service::{Error, KnownCampaign, Site};
use crate::store::{NonresponseRow, Repositories, StoreError};

/// One that was opened, before the writer's turn.
pub(super) struct Opened {
    arrival: Arrival,
    it: Nonresponse,
}

impl Opened {
    pub(super) fn of(arrival: Arrival) -> Result<Self, Error> {
        let it = Nonresponse::open(&arrival.bytes).map_err(undecodable)?;
        same_id(&arrival, it.header.id)?;
        Ok(Self { arrival, it })
    }

    pub(super) async fn keep(self, site: &Site) -> Result<(Outcome, Receipt), Error> {
        let Self { arrival, it } = self;
        // Respondents who answer alone send ballots: that they refuse, their invitation says.
        let Sender::Account(sender) = arrival.sender else { return Err(undecodable(OpenError::Format)) };
        let (received, digest, id) = (site.now(), Digest::of(&arrival.bytes), it.header.id);
        let device = arrival.device_clock_ms.and_then(|ms| Timestamp::from_millisecond(ms).ok());
        let clock_offset_ms = device.map(|device| received.as_millisecond() - device.as_millisecond());
        let (known, callers) = (site.known.clone(), site.callers.clone());
        site.store
            .write(move |store| {
                let campaign = &it.header.campaign;
                let before = store.nonresponses_with_id(campaign, id)?;
                if let Some(same) = before.iter().find(|same| same.digest == digest) {
                    let receipt = Receipt { id, digest, received: same.received, let_go: false };
                    return Ok((Outcome::AlreadyHere, receipt));
                }
                let known = known.find(store, campaign)?;
                let circumstances = Circumstances {
                    store,
                    known: known.as_deref(),
                    address: &arrival.campaign,
                    header: &it.header,
                    finished: it.header.finished_by_server(clock_offset_ms),
                    received,
                };
                let now = circumstances.sender_now(&sender)?;
                callers.keep(&now);
                let mut doubts = circumstances.reasons(&now)?;
                if !before.is_empty() {
                    doubts.push(Reason::SameId.problem());
                }
                doubts.extend(said(store, known.as_deref(), &it)?);
                let outcome = if doubts.is_empty() { Outcome::New } else { Outcome::Quarantined };
                let row = NonresponseRow {
                    position: 0,
                    id,
                    digest,
                    bytes: arrival.bytes,
                    form: it.header.form.clone(),
                    place: it.header.place.clone(),
                    interviewer: it.header.interviewer.clone().unwrap_or_else(|| sender.username.clone()),
                    reason: it.reason,
                    noted: circumstances.finished,
                    received,
                    sent_by: sender.username,
                    doubts,
                    decided: None,
                    decisions: 0,
                };
                store.put_nonresponse(campaign, &row)?;
                store.grow_revision(campaign)?;
                Ok((outcome, Receipt { id, digest, received, let_go: false }))
            })
            .await
    }
}

/// What speaks against what it says: as of a ballot, and where it does not go together that nobody answered.
fn said(
    store: &dyn Repositories,
    known: Option<&KnownCampaign>,
    it: &Nonresponse,
) -> Result<Vec<Problem>, StoreError> {
    let header = &it.header;
    let mut doubts = known.map_or_else(Vec::new, |known| known.forms.check_header(&known.campaign, header));
    // Who answers on paper or by a code sends nothing of the kind.
    if header.mode != Mode::Tablet {
        doubts.push(Problem::new("missed.not_by_tablet"));
    }
    if it.reason == NoAnswer::Refused && header.consented.is_some() {
        doubts.push(Problem::new("missed.agreed"));
    }
    let not_rejected = |status: Status| status != Status::Rejected;
    let ballot = stands_under(store, &header.campaign, header.id, not_rejected)?;
    doubts.extend(ballot.map(|key| Problem::new("missed.answered").with("key", key)));
    Ok(doubts)
}
