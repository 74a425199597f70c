//! What came of sending a ballot, and what it means for that ballot.

use std::collections::BTreeMap;

use serde::Deserialize;
use uuid::Uuid;

use super::{Entry, Heard};
use crate::message;
use crate::problem::Problem;
use crate::wire::{BatchAnswer, Receipt};

/// Why a ballot has no receipt, though something answered.
const NO_RECEIPT: &str = "sync.no_receipt";
/// What holds for ballots that go alone as well.
const OF_THE_ROAD: [&str; 3] = ["sync.server_busy", "sync.no_answer", "sync.not_read"];

/// What came of sending a ballot, as the driver saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Something answered. It need not be the server: networks of hotels and offices answer too.
    Answer {
        /// The HTTP status.
        status: u16,
        /// The header `Retry-After`, as it stands.
        retry_after: Option<String>,
        /// The body.
        body: Vec<u8>,
        /// What else it says.
        heard: Heard,
    },
    /// No answer: no network, no server, a broken connection.
    Nothing,
    /// Nothing was sent: the tablet's store did not give the bytes this time.
    NotRead,
    /// Nothing was sent: the bytes in the tablet's store are not those that were sealed.
    Damaged,
}

/// What a reply means for the ballot that was sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The server of this epoch holds it on its disk; quarantined or not.
    Accepted(Receipt, Option<Uuid>),
    /// The server will not have it as it is.
    Refused(Problem),
    /// The server does not know who sends, or this person may not: it says nothing about the ballot.
    NotSignedIn,
    /// Nothing is known; try again.
    Later {
        /// How long the server asks to wait.
        asked_ms: Option<u64>,
        /// Why.
        problem: Problem,
    },
    /// It went with others, and nothing was said of it: such a request does not pass here, but it may alone.
    Unsaid,
}

/// A reply, ready to be asked about each ballot that was sent.
#[derive(Debug)]
pub(super) struct Judge<'a> {
    reply: &'a Reply,
    /// What it says of each, where several were sent; none where it says nothing of that kind.
    batch: Option<Option<BatchAnswer>>,
}

impl Reply {
    /// This reply to `several` ballots or to one.
    pub(super) fn judge(&self, several: bool) -> Judge<'_> {
        let answer = || match self {
            Self::Answer { status: 200, body, .. } => crate::json::from_str(text(body)).ok(),
            _ => None,
        };
        Judge { reply: self, batch: several.then(answer) }
    }

    /// What this reply means for the ballot of `entry`, which it is about. Only the server itself can refuse a ballot:
    /// what something between says, in whatever words, will pass.
    fn verdict(&self, entry: &Entry) -> Verdict {
        let later = |code| Verdict::Later { asked_ms: None, problem: Problem::new(code) };
        match self {
            Self::Answer { status, body, .. } => {
                let receipt = crate::json::from_str(text(body)).ok();
                self.about(entry, *status, receipt, refusal(*status, text(body)))
            }
            Self::Nothing => later("sync.no_answer"),
            Self::NotRead => later("sync.not_read"),
            Self::Damaged => Verdict::Refused(Problem::new("sync.damaged")),
        }
    }

    /// What it means for the ballot that this was said of it, the receipt or the server's own reason.
    fn about(
        &self,
        entry: &Entry,
        status: u16,
        receipt: Option<Receipt>,
        refused: Option<Problem>,
    ) -> Verdict {
        let Self::Answer { retry_after, heard, .. } = self else { return Verdict::Unsaid };
        let later = |problem: Problem| Verdict::Later {
            asked_ms: retry_after.as_deref().and_then(seconds),
            problem: problem.with("status", status),
        };
        match (status, receipt, refused) {
            (200..=202, Some(receipt), _) if entry.is_proved_by(&receipt) => {
                Verdict::Accepted(receipt, heard.given_under())
            }
            (408 | 429 | 500..=599, ..) => later(Problem::new("sync.server_busy")),
            (401 | 403, _, Some(_)) => Verdict::NotSignedIn,
            // About the ballot; any other is about the request, and the way here may have spoilt that.
            (_, _, Some(problem)) if problem.code.starts_with("ballot.") => Verdict::Refused(problem),
            (400..=499, _, Some(problem)) => later(problem),
            _ => later(Problem::new(NO_RECEIPT)),
        }
    }
}

impl Judge<'_> {
    /// What the reply means for the ballot of `entry`. Of several each is told by its digest, wherever the answer stands.
    pub(super) fn verdict(&self, entry: &Entry) -> Verdict {
        let Some(batch) = &self.batch else { return self.reply.verdict(entry) };
        let mut answers = batch.iter().flat_map(|batch| &batch.ballots);
        let verdict = match answers.find(|answer| answer.digest == entry.digest) {
            Some(answer) => {
                let refused = answer.problem.clone().filter(|problem| is_a_reason(answer.status, problem));
                self.reply.about(entry, answer.status, answer.receipt.clone(), refused)
            }
            None => match self.reply.verdict(entry) {
                Verdict::Accepted(..) | Verdict::Refused(_) => Verdict::Unsaid,
                Verdict::Later { problem, .. } if !OF_THE_ROAD.contains(&&*problem.code) => Verdict::Unsaid,
                verdict => verdict,
            },
        };
        match verdict {
            Verdict::Later { problem, .. } if problem.code == NO_RECEIPT => Verdict::Unsaid,
            verdict => verdict,
        }
    }
}

/// The body with which a server of Parindex refuses (`wire::ProblemDocument`), so far as it is needed here.
#[derive(Deserialize)]
struct Refusal {
    #[serde(rename = "type")]
    kind: String,
    status: u16,
    code: String,
    #[serde(default)]
    params: BTreeMap<String, String>,
}

/// The server's own reason. Others speak JSON too: a reason is the server's if it is about this status, and if there
/// are words for it.
fn refusal(status: u16, body: &str) -> Option<Problem> {
    let Refusal { kind, status: named, code, params } = crate::json::from_str(body).ok()?;
    let problem = Problem { code, params };
    let ours = kind == "about:blank" && named == status;
    (ours && is_a_reason(status, &problem)).then_some(problem)
}

/// Whether the server may refuse with this.
fn is_a_reason(status: u16, problem: &Problem) -> bool {
    matches!(status, 400..=499) && message::knows(problem)
}

/// A body as text; what is none says nothing.
fn text(body: &[u8]) -> &str {
    std::str::from_utf8(body).unwrap_or_default()
}

/// A `Retry-After` in seconds. The other form, a date, says nothing to a device whose clock may be wrong.
fn seconds(retry_after: &str) -> Option<u64> {
    retry_after.trim().parse::<u64>().ok().map(|seconds| seconds.saturating_mul(1000))
}

#[cfg(test)]
mod tests;
