//! What waits for a person. It is derived from what was said, and nothing of it is kept.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Phase;

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
    /// All of it in words, in the inbox of who asked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub said: String,
}

impl Notice {
    /// The key of its text.
    pub fn text_key(&self) -> &'static str {
        match (self.kind, self.phase) {
            (NoticeKind::Deadline, Some(Phase::SelfScoring)) => "notice.deadline-self_scoring",
            (NoticeKind::Deadline, Some(Phase::Explanation)) => "notice.deadline-explanation",
            (NoticeKind::Deadline, _) => "notice.deadline-appraisal",
            (NoticeKind::Open, _) => "notice.open",
            (NoticeKind::Asked, _) => "notice.asked",
            (NoticeKind::Answered, _) => "notice.answered",
            (NoticeKind::Returned, _) if self.reason.is_empty() => "notice.returned",
            (NoticeKind::Returned, _) => "notice.returned-why",
            (NoticeKind::Prepared, _) => "notice.prepared",
            (NoticeKind::Objected, _) => "notice.objected",
            (NoticeKind::Granted, _) => "notice.granted",
            (NoticeKind::Replied, _) => "notice.replied",
            (NoticeKind::Published, _) => "notice.published",
            (NoticeKind::Approved, _) => "notice.approved",
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
    /// A unit objects to what was published, and waits for an answer.
    Objected,
    /// An objection was granted, and waits for the correction.
    Granted,
    /// Appraisal is open, and leaves wait for it; its end is not near.
    Open,
    /// An objection was answered, within the last days.
    Replied,
    /// The results were published or corrected, within the last days.
    Published,
    /// A self-assessment was submitted, within the last days.
    Approved,
}

/// `GET /api/inbox`: what waits for the caller in all campaigns, the most pressing first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbox {
    /// The notices.
    pub notices: Vec<Notice>,
}

/// `GET /api/inbox/count`: how many they are, for the home screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxCount {
    /// How many.
    pub count: usize,
}
