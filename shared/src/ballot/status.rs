//! Where a ballot stands: whether it counts, waits for a person, or was turned down by one.

use serde::{Deserialize, Serialize};

/// The state of a ballot on the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It counts.
    Valid,
    /// The filter question ended it; it is a response, but feeds no leaf.
    ScreenedOut,
    /// In quarantine until a person decides.
    Pending,
    /// A person rejected it.
    Rejected,
}

impl Status {
    /// The name on the wire and in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::ScreenedOut => "screened_out",
            Self::Pending => "pending",
            Self::Rejected => "rejected",
        }
    }

    /// Whether a ballot of this status is a response that counts.
    pub fn counts(self) -> bool {
        matches!(self, Self::Valid | Self::ScreenedOut)
    }
}
