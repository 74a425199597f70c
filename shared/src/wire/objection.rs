//! What a unit objects to in what was published, and what was answered.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ballot::Digest;

/// `POST /api/campaigns/{campaign}/units/{unit}/objections`: a unit objects to the points of a leaf in the newest version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewObjection {
    /// The leaf.
    pub leaf: String,
    /// Why.
    pub reason: String,
    /// What proves it: files that the unit gave, by digest.
    #[serde(default)]
    pub evidence: Vec<Digest>,
}

/// `POST /api/campaigns/{campaign}/objections/{objection}/answer`: the one answer to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewReply {
    /// Whether it is granted: a correction follows.
    pub granted: bool,
    /// Why.
    pub reason: String,
}

/// An objection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Its number in its campaign, from 1 on.
    pub position: i64,
    /// The version that it objects to.
    pub version: i64,
    /// The unit.
    pub unit: String,
    /// The leaf.
    pub leaf: String,
    /// Why.
    pub reason: String,
    /// What proves it.
    pub evidence: Vec<Digest>,
    /// Who objected for the unit.
    pub by: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub at: Timestamp,
    /// What was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<Reply>,
    /// The version that corrects it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<i64>,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Whether it is granted.
    pub granted: bool,
    /// Why.
    pub reason: String,
    /// Who answered.
    pub by: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub at: Timestamp,
}
