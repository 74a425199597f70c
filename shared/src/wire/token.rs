//! Tokens of scripts: named, of one role, for every campaign or for one, with a last day.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Role;
use crate::day::Day;

/// `GET /api/tokens`: admins only. A script sends it as `Authorization: Bearer`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// Its name, used once for all time.
    pub name: String,
    /// What it may do: what a viewer or an admin may.
    pub role: Role,
    /// The one campaign for which it is; absent where for every one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
    /// The last day on which it opens doors.
    pub last_day: Day,
    /// Who made it.
    pub by: String,
    /// When.
    #[serde(deserialize_with = "crate::moment::read")]
    pub made: Timestamp,
    /// When it was revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(deserialize_with = "crate::moment::read_option")]
    pub revoked: Option<Timestamp>,
    /// When it was last used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(deserialize_with = "crate::moment::read_option")]
    pub used: Option<Timestamp>,
}

/// `POST /api/tokens`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenRequest {
    /// Its name.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// The one campaign for which it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
    /// The last day on which it opens doors.
    pub last_day: Day,
}

/// The answer to it. The secret is kept nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewToken {
    /// What was made.
    pub token: Token,
    /// What the script sends.
    pub secret: String,
}
