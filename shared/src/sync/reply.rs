//! What came of sending a ballot, and what it means for that ballot.

use std::collections::BTreeMap;

use serde::Deserialize;
use uuid::Uuid;

use super::{Entry, Heard};
use crate::message;
use crate::problem::Problem;
use crate::wire::Receipt;

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
}

impl Reply {
    /// What this reply means for the ballot of `entry`. Only the server itself can refuse a ballot: what something
    /// between says, in whatever words, will pass.
    pub(super) fn verdict(&self, entry: &Entry) -> Verdict {
        let (status, retry_after, body, heard) = match self {
            Self::Answer { status, retry_after, body, heard } => (*status, retry_after, body, heard),
            Self::Nothing => {
                return Verdict::Later { asked_ms: None, problem: Problem::new("sync.no_answer") };
            }
            Self::NotRead => {
                return Verdict::Later { asked_ms: None, problem: Problem::new("sync.not_read") };
            }
            Self::Damaged => return Verdict::Refused(Problem::new("sync.damaged")),
        };
        let later = |problem: Problem| Verdict::Later {
            asked_ms: retry_after.as_deref().and_then(seconds),
            problem: problem.with("status", status),
        };
        let text = std::str::from_utf8(body).unwrap_or_default();
        match status {
            200..=202 => match serde_json::from_str::<Receipt>(text) {
                Ok(receipt) if entry.is_proved_by(&receipt) => {
                    return Verdict::Accepted(receipt, heard.given_under());
                }
                _ => return later(Problem::new("sync.no_receipt")),
            },
            408 | 429 | 500..=599 => return later(Problem::new("sync.server_busy")),
            _ => {}
        }
        match refusal(status, text) {
            Some(_) if matches!(status, 401 | 403) => Verdict::NotSignedIn,
            // About the ballot; any other is about the request, and the way here may have spoilt that.
            Some(problem) if problem.code.starts_with("ballot.") => Verdict::Refused(problem),
            Some(problem) => later(problem),
            None => later(Problem::new("sync.no_receipt")),
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
    let Refusal { kind, status: named, code, params } = serde_json::from_str(body).ok()?;
    let problem = Problem { code, params };
    let ours = matches!(status, 400..=499) && kind == "about:blank" && named == status;
    (ours && message::knows(&problem)).then_some(problem)
}

/// A `Retry-After` in seconds. The other form, a date, says nothing to a device whose clock may be wrong.
fn seconds(retry_after: &str) -> Option<u64> {
    retry_after.trim().parse::<u64>().ok().map(|seconds| seconds.saturating_mul(1000))
}

#[cfg(test)]
mod tests;
