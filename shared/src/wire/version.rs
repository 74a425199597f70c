//! What is running on the server.

use serde::{Deserialize, Serialize};

use crate::campaign::Name;

/// The response header of every answer below `/api` that says which store the server has. It stays the same until the
/// store is restored from a backup: then what was acked since the backup may be missing there.
pub const EPOCH: &str = "parindex-epoch";

/// `GET /api/health`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// Whether the store can be read.
    pub store: bool,
    /// Whether the disk has no room for another copy of the store.
    pub disk_low: bool,
    /// The version of the server.
    pub version: String,
}

/// `GET /api/version`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The digest of the app's files that this server serves; empty where it serves none.
    pub build: String,
    /// The version of the server.
    pub version: String,
    /// The province of the campaign that is held; empty where none says.
    #[serde(default)]
    pub province: Name,
    /// The office that holds it.
    #[serde(default)]
    pub office: Name,
}
