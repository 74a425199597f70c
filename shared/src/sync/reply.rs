//! What came of sending a ballot, and what it means for that ballot.

use super::Entry;
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
    },
    /// No answer: no network, no server, a broken connection.
    Nothing,
}

/// What a reply means for the ballot that was sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The server holds it on its disk; quarantined or not.
    Accepted(Receipt),
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
    /// What this reply means for the ballot of `entry`.
    pub(super) fn judge(&self, entry: &Entry) -> Verdict {
        let Self::Answer { status, retry_after, body } = self else {
            return Verdict::Later { asked_ms: None, problem: Problem::new("sync.no_answer") };
        };
        let later = |problem: Problem| Verdict::Later {
            asked_ms: retry_after.as_deref().and_then(seconds),
            problem: problem.with("status", status),
        };
        let text = std::str::from_utf8(body).unwrap_or_default();
        let said = serde_json::from_str::<Problem>(text).ok();
        match status {
            200..=202 => match serde_json::from_str::<Receipt>(text) {
                Ok(receipt) if entry.is_proved_by(&receipt) => Verdict::Accepted(receipt),
                _ => later(Problem::new("sync.no_receipt")),
            },
            401 => Verdict::NotSignedIn,
            // Refused by the server: another person may send it. Refused by something between: it will pass.
            403 if said.is_some() => Verdict::NotSignedIn,
            403 | 407 => later(Problem::new("sync.no_receipt")),
            408 | 429 | 500..=599 => later(Problem::new("sync.server_busy")),
            400..=499 => {
                Verdict::Refused(said.unwrap_or_else(|| Problem::new("sync.refused").with("status", status)))
            }
            _ => later(Problem::new("sync.no_receipt")),
        }
    }
}

/// A `Retry-After` in seconds. The other form, a date, says nothing to a device whose clock may be wrong.
fn seconds(retry_after: &str) -> Option<u64> {
    retry_after.trim().parse::<u64>().ok().map(|seconds| seconds.saturating_mul(1000))
}

#[cfg(test)]
mod tests;
