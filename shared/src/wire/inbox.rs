//! What waits for a person. It is derived from what was said, and nothing of it is kept.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Phase;
use crate::campaign::Name;

/// Something that waits for a person, or that they should know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Notice {
    /// What.
    pub kind: NoticeKind,
    /// The campaign.
    pub campaign: String,
    /// The unit; absent where it is about no single one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The leaf.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leaf: Option<String>,
    /// The phase that ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    /// Why, where somebody returned it and said so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Since when it waits; of a deadline, until when.
    #[serde(deserialize_with = "crate::moment::read")]
    pub at: Timestamp,
}

impl Notice {
    /// The key of its text.
    pub fn text_key(&self) -> &'static str {
        match (self.kind, self.phase) {
            (NoticeKind::Deadline, Some(Phase::SelfScoring)) => "inbox.deadline-self_scoring",
            (NoticeKind::Deadline, Some(Phase::Explanation)) => "inbox.deadline-explanation",
            (NoticeKind::Deadline, _) => "inbox.deadline-appraisal",
            (NoticeKind::Open, _) => "inbox.open",
            (NoticeKind::Asked, _) => "inbox.asked",
            (NoticeKind::Answered, _) => "inbox.answered",
            (NoticeKind::Returned, _) if self.reason.is_empty() => "inbox.returned",
            (NoticeKind::Returned, _) => "inbox.returned-why",
            (NoticeKind::Prepared, _) => "inbox.prepared",
            (NoticeKind::Approved, _) => "inbox.approved",
        }
    }
}

/// What a notice is about; the most pressing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// A phase ends soon, and something is to be done in it.
    Deadline,
    /// A unit is asked to explain.
    Asked,
    /// What somebody asked is answered.
    Answered,
    /// A self-assessment is open to entries again.
    Returned,
    /// A self-assessment waits for its head.
    Prepared,
    /// Appraisal is open, and leaves wait for it; its end is not near.
    Open,
    /// A self-assessment was submitted, within the last days.
    Approved,
}

/// `GET /api/inbox`: what waits for the caller in all campaigns, the most pressing first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbox {
    /// The notices.
    pub notices: Vec<Notice>,
    /// The campaigns that they are of.
    #[serde(default)]
    pub campaigns: BTreeMap<String, Noticed>,
}

/// What a campaign's notices are told with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noticed {
    /// Its time zone.
    pub timezone: String,
    /// The units that they are about, by code.
    pub units: BTreeMap<String, Name>,
}

/// `GET /api/inbox/count`: how many they are, for the home screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxCount {
    /// How many.
    pub count: usize,
}
