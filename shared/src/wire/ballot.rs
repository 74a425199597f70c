//! Ballots: sending one, and reading what the server holds.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ReviewRow;
use crate::ballot::{Digest, Header, Status};
use crate::problem::Problem;

/// The request header in which a device says its clock (milliseconds since 1970) when it sends a ballot.
pub const DEVICE_CLOCK: &str = "parindex-device-clock";

/// The answer to `PUT /api/campaigns/{campaign}/ballots/{id}`: 201 new, 200 already here or let go, 202 in quarantine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The ballot.
    pub id: Uuid,
    /// The digest of the bytes that are on the server's disk.
    pub digest: Digest,
    /// When they were first committed.
    #[serde(deserialize_with = "crate::moment::read")]
    pub received: Timestamp,
    /// Whether nothing of it is kept, for good: it tells who somebody is, and the last day for that is over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub let_go: bool,
}

/// `GET /api/campaigns/{id}/ballots?status=&form=&place=&interviewer=&after=`: newest first, 200 a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotPage {
    /// The ballots.
    pub ballots: Vec<BallotRow>,
    /// Pass it as `after` for the next page.
    pub next: Option<String>,
}

/// One ballot in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotRow {
    /// Its number in the campaign, counted in the order of arrival; addresses name it (an id may stand twice, with other
    /// content).
    pub key: i64,
    /// What the ballot says about itself.
    pub header: Header,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its state.
    pub status: Status,
    /// Why it is, or was, in quarantine.
    pub reasons: Vec<Problem>,
    /// When it was first committed.
    #[serde(deserialize_with = "crate::moment::read")]
    pub received: Timestamp,
    /// Server clock minus device clock when it was sent, in milliseconds; absent if the device did not say.
    pub clock_offset_ms: Option<i64>,
    /// Who sent it, where that is not the interviewer.
    pub sent_by: Option<String>,
}

/// `GET /api/unknown-campaigns`: ballots that name a campaign which was never imported here. They wait for its import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownCampaign {
    /// The id that the ballots name.
    pub campaign: String,
    /// How many there are.
    pub ballots: u32,
    /// When the first of them arrived.
    #[serde(deserialize_with = "crate::moment::read")]
    pub since: Timestamp,
}

/// `GET /api/campaigns/{id}/ballots/{key}`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BallotDetail {
    /// The list row.
    pub row: BallotRow,
    /// Each answer with its question and labels, in the form's order.
    pub answers: Vec<AnswerRow>,
    /// What people decided, oldest first.
    pub reviews: Vec<ReviewRow>,
    /// The ballots in whose place it was made; none may be here of the one that its header names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<Linked>,
    /// The ballots that were made in its place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaced_by: Vec<Linked>,
}

/// Another ballot of the same interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linked {
    /// Its number in the campaign.
    pub key: i64,
    /// Its state.
    pub status: Status,
}

/// One answer of a ballot, for reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerRow {
    /// The unit judged, inside a repeat.
    pub unit: Option<String>,
    /// The question's name.
    pub question: String,
    /// What kind of question it is: metadata are no answers of the respondent.
    pub kind: crate::form::Kind,
    /// The question in the form's languages; empty where the form does not know it.
    pub label: crate::form::Text,
    /// The value as stored.
    pub value: String,
    /// The chosen options' labels; empty for other types.
    pub labels: Vec<crate::form::Text>,
}
