//! What a respondent answered so far, as it lies in the store: encrypted under the code.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::ballot::{Digest, MAX_BYTES};
use shared::campaign::Notice;
use shared::problem::Problem;

use super::Code;
use crate::secret::Random;
use crate::service::{Error, Kind};
use crate::store::StoreError;

/// An interview that is not finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The version of the form with which it began.
    pub version: String,
    /// When its person first agreed.
    pub started: Timestamp,
    /// To what they agreed last, and when. Of a draft that is older than this nothing is known.
    #[serde(default)]
    pub agreed: Option<Agreed>,
    /// What tells the browser on which they told who they are: no other shows it.
    #[serde(default)]
    pub told_on: Option<Digest>,
    /// The key of the screen on which they are.
    pub position: String,
    /// The answers by path.
    pub answers: BTreeMap<String, String>,
}

/// An act of consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// The digest of what they were told of the data.
    pub told: Digest,
    /// When.
    pub at: Timestamp,
}

impl Agreed {
    /// To what the campaign says now.
    pub fn to(notice: &Notice, at: Timestamp) -> Self {
        let told = serde_json::to_vec(notice).expect("a notice is plain data");
        Self { told: Digest::of(&told), at }
    }
}

impl Draft {
    /// Whether its person agreed to what the campaign says now.
    pub fn has_agreed_to(&self, notice: &Notice) -> bool {
        let now = Agreed::to(notice, self.started).told;
        !notice.is_said() || self.agreed.as_ref().is_some_and(|agreed| agreed.told == now)
    }

    /// What tells its answers from any others. Pages show it, and nobody guesses by it what they do not show.
    pub fn said(&self) -> Digest {
        Digest::of(&serde_json::to_vec(&(&self.answers, self.told_on)).expect("texts are plain data"))
    }

    /// Reads it.
    pub fn open(code: &Code, sealed: &[u8]) -> Result<Self, StoreError> {
        let unreadable = |cause: &str| StoreError::unreadable("what a respondent answered", cause);
        let bytes = code.open(sealed).ok_or_else(|| unreadable("not under this code"))?;
        serde_json::from_slice(&bytes).map_err(|cause| unreadable(&cause.to_string()))
    }

    /// Encrypts it; refuses what no ballot can hold.
    pub fn seal(&self, code: &Code, random: &dyn Random) -> Result<Vec<u8>, Error> {
        let bytes = serde_json::to_vec(self).expect("a draft is plain data");
        if bytes.len() > MAX_BYTES {
            let problem = Problem::new("ballot.too_large").with("kb", bytes.len().div_ceil(1024));
            return Err(Error::Refused(Kind::TooLarge, problem.with("most", MAX_BYTES / 1024)));
        }
        Ok(code.seal(random, bytes))
    }
}
