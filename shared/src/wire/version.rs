//! What is running on the server.

use serde::{Deserialize, Serialize};

/// `GET /api/version`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The digest of the app's files that this server serves; empty where it serves none.
    pub build: String,
    /// The version of the server.
    pub version: String,
}
