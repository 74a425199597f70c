//! How the fieldwork stands.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// `GET /api/campaigns/{id}/counts`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// One row for each form and place that has a quota or a ballot.
    pub rows: Vec<CountRow>,
    /// One row for each account that is assigned or has sent.
    pub interviewers: Vec<InterviewerRow>,
    /// Grows with every change of a ballot in this campaign.
    pub revision: i64,
}

/// Ballots of one form at one place. Received = valid + screened_out + pending + rejected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountRow {
    /// The form.
    pub form: String,
    /// The place's code, a unit's code, or `province` where no place is the whole province.
    pub place: String,
    /// Ballots planned.
    pub planned: u32,
    /// Ballots that count.
    pub valid: u32,
    /// Ended by the filter question.
    pub screened_out: u32,
    /// In quarantine.
    pub pending: u32,
    /// Rejected by a person.
    pub rejected: u32,
}

/// What one interviewer has sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterviewerRow {
    /// The account.
    pub username: String,
    /// The person's name.
    pub name: String,
    /// The assigned places.
    pub places: Vec<String>,
    /// Ballots planned at those places.
    pub planned: u32,
    /// Ballots that count.
    pub valid: u32,
    /// Ended by the filter question.
    pub screened_out: u32,
    /// In quarantine.
    pub pending: u32,
    /// Rejected by a person.
    pub rejected: u32,
    /// When the server last heard a ballot of theirs arrive; absent if never.
    #[serde(default, deserialize_with = "crate::moment::read_option")]
    pub last_sent: Option<Timestamp>,
}
