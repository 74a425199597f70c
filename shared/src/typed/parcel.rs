//! A file on its way from a device to the server: whole on the device first, then sent in pieces, each from where the server's part
//! ends. The server alone knows how far it has come, so whatever breaks, it goes on there.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Key;
use crate::ballot::Digest;
use crate::problem::Problem;
use crate::wire::{EvidenceFile, Upload};

/// The length of a piece: a slow line brings it over before a browser gives up, and what breaks off is little.
pub const PIECE: u64 = 256 << 10;

/// Which file of which unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileKey {
    /// The campaign.
    pub campaign: String,
    /// The unit.
    pub unit: String,
    /// SHA-256 of its bytes.
    pub digest: Digest,
}

impl FileKey {
    /// A file that is named at a leaf.
    pub fn of(key: &Key, digest: Digest) -> Self {
        Self { campaign: key.campaign.clone(), unit: key.unit.clone(), digest }
    }
}

/// A file that a device keeps until the server has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// What its bytes are kept under.
    pub id: Uuid,
    /// Which file.
    pub key: FileKey,
    /// Its name.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// Why the server will not have it; it stays until a person decides.
    pub refused: Option<Problem>,
}

/// What came of asking or sending.
#[derive(Clone, Debug, PartialEq)]
pub enum Came {
    /// How far the server's part has come.
    Upload(Upload),
    /// The server says no.
    Refused(Problem),
    /// Nobody is signed in.
    SignedOut,
    /// No answer, or one that says nothing of the file.
    Nothing,
}

/// What is to be done next.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// Send these bytes.
    Send {
        /// From here.
        from: u64,
        /// Until before there.
        to: u64,
    },
    /// The server has it.
    Arrived(EvidenceFile),
    /// It stays as it is until a person decides.
    Refused(Problem),
    /// Ask again after a while.
    Wait,
    /// Ask again when somebody has signed in.
    SignIn,
}

impl Parcel {
    /// What follows from an answer.
    pub fn next(&self, came: Came) -> Next {
        match came {
            Came::Upload(Upload { file: Some(file), .. }) if file.digest == self.key.digest => {
                Next::Arrived(file)
            }
            Came::Upload(Upload { received, .. }) if received <= self.bytes => {
                Next::Send { from: received, to: self.bytes.min(received + PIECE) }
            }
            // The server's disk is full for the time; what is there stays there.
            Came::Refused(problem) if problem.code == "evidence.no_room" => Next::Wait,
            Came::Refused(problem)
                if problem.code.starts_with("evidence.") || problem.code.starts_with("assessments.") =>
            {
                Next::Refused(problem)
            }
            Came::SignedOut => Next::SignIn,
            Came::Upload(_) | Came::Refused(_) | Came::Nothing => Next::Wait,
        }
    }
}

#[cfg(test)]
mod tests;
