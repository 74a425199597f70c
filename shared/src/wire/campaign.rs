//! Campaigns as listed, as a tablet keeps them, and their changes.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Role;
use crate::ballot::Digest;
use crate::campaign::Campaign;
use crate::day::Day;

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
    #[serde(default, deserialize_with = "crate::moment::read_option")]
    pub closed: Option<Timestamp>,
    /// First and last day of the survey.
    pub survey_opens: Day,
    /// Last day of the survey.
    pub survey_closes: Day,
    /// Whether this person has places assigned in it.
    pub assigned: bool,
    /// How many messages this person has not read there, and back-checks that wait for them; earlier servers do not say.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub waiting: u32,
    /// The units whose people this person is one of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<OwnUnit>,
}

/// A unit as its own people meet it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnUnit {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: crate::campaign::Name,
    /// What the person is there: of its staff, its head, or both.
    pub roles: Vec<Role>,
}

/// `GET /api/campaigns/{id}/package`: what a tablet keeps to work without network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TabletPackage {
    /// The campaign, with the current definition of each form. Criteria, bands, history and adjustments are empty.
    pub campaign: Campaign,
    /// The codes of the places (of any kind, units or `province`) assigned to this person; each covers what lies below it.
    pub places: Vec<String>,
    /// When it was closed, if it is.
    #[serde(default, deserialize_with = "crate::moment::read_option")]
    pub closed: Option<Timestamp>,
    /// Ballots that the server holds from this person, by form and place, so that a new tablet shows true counts.
    pub received: Vec<Received>,
    /// This person's ballots that were rejected and not done again yet, the newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returned: Vec<Returned>,
    /// What was written to this person and not read yet, the first first. Only who tells what was read is given any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<Message>,
    /// The last that they read, the last first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages_read: Vec<Message>,
    /// The digest of everything above but `received`, `returned` and messages: a tablet fetches again when it differs.
    pub digest: Digest,
}

/// A rejected ballot that goes back to who asked, to be done again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// The ballot.
    pub id: Uuid,
    /// Its form.
    pub form: String,
    /// Where.
    pub place: String,
    /// When its interview was finished, by the device's clock; earlier servers do not say.
    #[serde(default, deserialize_with = "crate::moment::read_option")]
    pub finished: Option<Timestamp>,
    /// Why it was rejected.
    pub reason: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub at: Timestamp,
    /// What of its answers the current version of the form takes over: path and value, as drafts keep them.
    pub answers: Vec<(String, String)>,
}

/// What the office or a supervisor wrote to an interviewer; or a back-check that waits for them, until it is noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its number in the campaign; of a back-check that of the check, below nought: it is opened, and not read.
    pub number: i64,
    /// What it says.
    pub text: String,
    /// The name of who wrote it.
    pub by: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub at: Timestamp,
}

/// `POST /api/campaigns/{id}/backchecks/{check}`: a way in to one back-check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// The address of its page.
    pub address: String,
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
    /// How many interviews of this person there gave none.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub missed: u32,
}

pub(super) fn is_nought(n: &u32) -> bool {
    *n == 0
}

/// `POST /api/campaigns/{id}/closing`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Close it, or open it again.
    pub closed: bool,
    /// Why.
    pub reason: String,
}

/// The event by which the stream of changes says, this often, that it is still there.
pub const KEEP_ALIVE_EVENT: &str = "alive";
/// How often, in seconds: proxies cut a connection that is silent for a minute.
pub const KEEP_ALIVE_S: u32 = 15;

/// One message of `GET /api/campaigns/{id}/changes` (server-sent events), sent when the revision grows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The campaign's revision now.
    pub revision: i64,
}
