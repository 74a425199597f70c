//! What app and server say to each other: the bodies of the HTTP interface, one struct for each.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ballot::{Digest, Header};
use crate::campaign::Campaign;
use crate::problem::Problem;

/// The request header in which a device says its clock (milliseconds since 1970) when it sends a ballot.
pub const DEVICE_CLOCK: &str = "parindex-device-clock";

/// What an account may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, accounts included.
    Admin,
    /// Sees counts, points and the index.
    Viewer,
    /// Interviews in the assigned communes.
    Interviewer,
}

/// `POST /api/session`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// The account's name.
    pub username: String,
    /// The password.
    pub password: String,
}

/// The person signed in: the answer to `POST /api/session` and `GET /api/session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The account's name.
    pub username: String,
    /// The person's name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// A bearer token for scripts; only in the answer to a sign-in that asks for it with `?bearer=true`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

/// `GET /api/campaigns`: those that the person may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignSummary {
    /// The campaign's id.
    pub id: String,
    /// The title in both languages.
    pub title: crate::campaign::Name,
    /// The year judged.
    pub year: i32,
    /// Made with `import --as`, for practice.
    pub practice: bool,
    /// When it was closed, if it is.
    pub closed: Option<Timestamp>,
    /// First and last day of the survey.
    pub survey_opens: String,
    /// Last day of the survey.
    pub survey_closes: String,
    /// Whether this person has communes assigned in it.
    pub assigned: bool,
}

/// `GET /api/campaigns/{id}/package`: what a tablet keeps to work without network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TabletPackage {
    /// The campaign, with the current definition of each form. Criteria, bands, history and adjustments are empty.
    pub campaign: Campaign,
    /// The codes of the places (communes, districts, units or `province`) assigned to this person.
    pub places: Vec<String>,
    /// When it was closed, if it is.
    pub closed: Option<Timestamp>,
    /// Ballots that the server holds from this person, by form and place, so that a new tablet shows true counts.
    pub received: Vec<Received>,
    /// The digest of everything above but `received`: a tablet fetches again when it differs.
    pub digest: Digest,
}

/// How many ballots of one form the server holds from one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// The form.
    pub form: String,
    /// The place.
    pub place: String,
    /// How many, rejected ones left out.
    pub ballots: u32,
}

/// The answer to `PUT /api/campaigns/{campaign}/ballots/{id}`: 201 new, 200 already here, 202 in quarantine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The ballot.
    pub id: Uuid,
    /// The digest of the bytes that are on the server's disk.
    pub digest: Digest,
    /// When they were first committed.
    pub received: Timestamp,
}

/// The state of a ballot on the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It counts.
    Valid,
    /// The filter question ended it; it is a response, but feeds no leaf.
    ScreenedOut,
    /// In quarantine until a person decides.
    Pending,
    /// A person rejected it.
    Rejected,
}

impl Status {
    /// The name on the wire and in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::ScreenedOut => "screened_out",
            Self::Pending => "pending",
            Self::Rejected => "rejected",
        }
    }
}

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
    /// The place's code, a unit's code, or `province`.
    pub place: String,
    /// Its district's code, where it has one.
    pub district: Option<String>,
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
    pub last_sent: Option<Timestamp>,
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
    /// The key under which the server keeps these bytes (an id may stand twice, with other content).
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
    pub received: Timestamp,
    /// Server clock minus device clock when it was sent, in milliseconds; absent if the device did not say.
    pub clock_offset_ms: Option<i64>,
    /// Who sent it, where that is not the interviewer.
    pub sent_by: Option<String>,
}

/// `GET /api/campaigns/{id}/ballots/{key}`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BallotDetail {
    /// The list row.
    #[serde(flatten)]
    pub row: BallotRow,
    /// Each answer with its question and labels, in the form's order.
    pub answers: Vec<AnswerRow>,
    /// What people decided, oldest first.
    pub reviews: Vec<ReviewRow>,
}

/// One answer of a ballot, for reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerRow {
    /// The unit judged, inside a repeat.
    pub unit: Option<String>,
    /// The question's name.
    pub question: String,
    /// The question in the form's languages; empty where the form does not know it.
    pub label: crate::form::Text,
    /// The value as stored.
    pub value: String,
    /// The chosen options' labels; empty for other types.
    pub labels: Vec<crate::form::Text>,
}

/// `POST /api/campaigns/{id}/ballots/{key}/reviews`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// What the person decides.
    pub decision: Decision,
    /// Why; may not be blank.
    pub reason: String,
}

/// A decision on a ballot. The last one stands; each can be taken back by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It counts (or is screened out, by its answers).
    Accept,
    /// It does not count.
    Reject,
    /// Back to quarantine.
    Reopen,
}

/// A decision that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRow {
    /// What was decided.
    pub decision: Decision,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// `GET /api/campaigns/{id}/index`: a table for each unit type, and who is incomplete and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexView {
    /// One for each unit type.
    pub tables: Vec<IndexTable>,
    /// The revision of the ballots that it was computed from.
    pub revision: i64,
}

/// The index of one unit type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexTable {
    /// The unit type's code.
    pub unit_type: String,
    /// Its units, in the order of the units sheet.
    pub units: Vec<UnitResult>,
}

/// The result of one unit, in the shape of expected.json.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitResult {
    /// The unit.
    pub unit: String,
    /// The plain sum of its survey leaves, as shown.
    pub survey: String,
    /// The plain sum of its appraised leaves, as shown.
    pub appraised: String,
    /// The total as shown; null while incomplete.
    pub total: Option<String>,
    /// The total as a fraction n/d in lowest terms.
    pub total_exact: Option<String>,
    /// 1 for the highest shown total; equal totals share one.
    pub rank: Option<u32>,
    /// The class's code.
    pub class: Option<String>,
    /// The codes of the leaves without data.
    pub missing: Vec<String>,
    /// The shown points of each leaf that has data, in the order of the criteria sheet.
    #[serde(with = "crate::index::in_order")]
    pub leaves: Vec<(String, String)>,
}

/// `GET /api/campaigns/{id}/survey`: survey points of each unit and leaf, with the answers behind each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyView {
    /// One for each unit type, units in the order of the units sheet.
    pub tables: Vec<SurveyTable>,
    /// The revision of the ballots that it was computed from.
    pub revision: i64,
}

/// The survey points of one unit type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyTable {
    /// The unit type's code.
    pub unit_type: String,
    /// The survey leaves, in the order of the criteria sheet.
    pub leaves: Vec<String>,
    /// One row for each unit, a cell for each leaf.
    pub units: Vec<SurveyRow>,
}

/// The survey points of one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyRow {
    /// The unit.
    pub unit: String,
    /// In the order of [`SurveyTable::leaves`].
    pub cells: Vec<SurveyCell>,
}

/// The survey points of one unit on one leaf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyCell {
    /// The points as shown; null without data.
    pub points: Option<String>,
    /// The rate in percent, shown with two places; null without data.
    pub rate: Option<String>,
    /// The answers that count in it, over all its questions.
    pub answers: u64,
    /// What the number is made of, question by question.
    pub questions: Vec<QuestionShare>,
}

/// What one question gives to a leaf for one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionShare {
    /// The form.
    pub form: String,
    /// The question's name.
    pub question: String,
    /// The respondent group.
    pub group: String,
    /// How often each option was chosen, by the option's name.
    pub options: BTreeMap<String, u64>,
    /// The answers that count.
    pub answers: u64,
    /// The percent as shown with two places; null where the question is left out.
    pub rate: Option<String>,
}

/// `POST /api/campaigns/{id}/closing`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Close it, or open it again.
    pub closed: bool,
    /// Why.
    pub reason: String,
}

/// `GET /api/accounts`: admins only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The account's name.
    pub username: String,
    /// The person's name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// May not sign in; sessions are revoked.
    pub disabled: bool,
    /// Assigned places, by campaign id.
    pub assignments: BTreeMap<String, Vec<String>>,
}

/// `POST /api/accounts`, and `PATCH /api/accounts/{username}` where an absent field stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountChange {
    /// Only when one is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What they may do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// A new password; all sessions of the account end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// True ends all sessions at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
    /// The assigned places of the campaigns named; other campaigns stay as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignments: Option<BTreeMap<String, Vec<String>>>,
}

/// One message of `GET /api/campaigns/{id}/changes` (server-sent events), sent when the revision grows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The campaign's revision now.
    pub revision: i64,
}
