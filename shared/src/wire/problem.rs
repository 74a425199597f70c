//! The body of every answer that refuses.

use serde::{Deserialize, Serialize};

use crate::problem::{Location, Problem};

/// An answer that refuses, as `application/problem+json` (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemDocument {
    /// Always `about:blank`: the code tells problems apart.
    #[serde(rename = "type")]
    pub kind: String,
    /// The HTTP status.
    pub status: u16,
    /// The text in the language that the request accepts, for people who read it without the app.
    #[serde(default)]
    pub title: String,
    /// What went wrong.
    #[serde(flatten)]
    pub problem: Problem,
    /// Where many things were sent and some are wrong: each of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Fault>,
}

/// One of several things that are wrong, with its place in what was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Where.
    pub at: Location,
    /// The text in the language that the request accepts.
    #[serde(default)]
    pub title: String,
    /// What.
    #[serde(flatten)]
    pub problem: Problem,
}
