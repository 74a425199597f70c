//! The bytes of a finished ballot, version 1: a line that names the format, a line of header, and the payload.
//!
//! ```text
//! parindex-ballot 1\n
//! {"campaign":…,"id":…}\n
//! {"sex":"f",…}
//! ```
//!
//! The digest is over all of it. Status, clock offset and token stay outside. A later version may wrap the payload
//! (encryption, signatures); the first two lines stay readable.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::nonresponse::{self, Nonresponse};
use super::sorted::Sorted;
use super::{Digest, nul};
use crate::json::{self, DEEPEST, Flaw, Unread};

/// The first line of every sealed ballot.
const MAGIC: &str = "parindex-ballot 1";

/// The largest ballot that is accepted, in bytes. The largest of the sample has 8 KB.
pub const MAX_BYTES: usize = 1024 * 1024;

/// Answers by question name; a repeat is a list of objects. The shape of `answers` in ballots.jsonl.
pub type Answers = Map<String, Value>;

/// What a ballot says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Made by the device when the interview begins, UUIDv7.
    pub id: Uuid,
    /// The campaign's id.
    pub campaign: String,
    /// The form.
    pub form: String,
    /// The form's version.
    pub version: String,
    /// The digest of that version's definition.
    pub definition: Digest,
    /// A place's code, a unit's code, or `province`.
    pub place: String,
    /// How the answers were taken.
    pub mode: Mode,
    /// The account that asked; absent where the respondent answered alone.
    pub interviewer: Option<String>,
    /// When the interview began, by the device's clock.
    #[serde(deserialize_with = "crate::moment::read")]
    pub started: Timestamp,
    /// When it was finished, by the device's clock.
    #[serde(deserialize_with = "crate::moment::read")]
    pub finished: Timestamp,
    /// The ballot that was rejected and is done again by this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Uuid>,
    /// When the respondent agreed to take part, by the device's clock, where the campaign says what becomes of the data. The app writes
    /// it and reads it nowhere.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::moment::read_option"
    )]
    #[cfg_attr(target_arch = "wasm32", serde(skip_deserializing))]
    pub consented: Option<Timestamp>,
}

impl Header {
    /// Reads what sealed bytes say about themselves, be they a ballot or why there is none; the answers stay unopened.
    pub fn open(bytes: &[u8]) -> Result<Self, OpenError> {
        let magic = if Nonresponse::is_one(bytes) { nonresponse::MAGIC } else { MAGIC };
        Self::read(parts(magic, bytes)?.0)
    }

    pub(super) fn read(header: &[u8]) -> Result<Self, OpenError> {
        let fields = read(header, OpenError::Header)?;
        serde_json::from_value(fields).map_err(|e| OpenError::Header(e.to_string()))
    }

    /// When it was finished by the server's clock, where it is known what the device's was off when it sent.
    pub fn finished_by_server(&self, clock_offset_ms: Option<i64>) -> Timestamp {
        let offset = SignedDuration::from_millis(clock_offset_ms.unwrap_or(0));
        self.finished.checked_add(offset).unwrap_or(self.finished)
    }
}

/// How the answers were taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// An interview on a tablet.
    Tablet,
    /// The respondent, alone.
    Online,
    /// Keyed from paper.
    Paper,
}

/// A sealed ballot: bytes and their digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The bytes that travel and are kept.
    pub bytes: Vec<u8>,
    /// SHA-256 of `bytes`.
    pub digest: Digest,
}

impl Sealed {
    /// Whether the very bytes open as this ballot; nothing of it is made anew. Where not, [`Ballot::open`] says why.
    pub fn opens_as(&self, ballot: &Ballot) -> bool {
        parts(MAGIC, &self.bytes).is_ok_and(|(header, payload)| {
            Header::read(header).is_ok_and(|header| header == ballot.header)
                && json::says(payload, &ballot.answers, DEEPEST - 1)
        })
    }
}

/// A ballot as opened from its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// What it says about itself.
    pub header: Header,
    /// What the respondent said.
    pub answers: Answers,
}

/// The bytes are no ballot.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// More than [`MAX_BYTES`].
    #[error("larger than {MAX_BYTES} bytes")]
    TooLarge,
    /// Not the first line of any version known here.
    #[error("not a sealed ballot of version 1")]
    Format,
    /// The header is not readable.
    #[error("the header is not readable: {0}")]
    Header(String),
    /// The payload is not readable.
    #[error("the answers are not readable: {0}")]
    Payload(String),
    /// What a reader would take silently, or could not give back.
    #[error("{0}")]
    Flaw(Flaw),
}

impl Ballot {
    /// Fixes the bytes for ever. A U+0000 in an answer, which no server takes, is sealed as U+FFFD: a finished ballot must
    /// not stay on its tablet for that.
    pub fn seal(&self) -> Sealed {
        let mut bytes = [MAGIC.as_bytes(), b"\n"].concat();
        serde_json::to_writer(&mut bytes, &self.header).expect("a header is plain data");
        bytes.push(b'\n');
        let written = match nul::without(&self.answers) {
            None => serde_json::to_writer(&mut bytes, &Sorted(&self.answers)),
            Some(answers) => serde_json::to_writer(&mut bytes, &Sorted(&answers)),
        };
        written.expect("answers are plain data");
        Sealed { digest: Digest::of(&bytes), bytes }
    }

    /// Reads sealed bytes back.
    pub fn open(bytes: &[u8]) -> Result<Self, OpenError> {
        let (header, payload) = parts(MAGIC, bytes)?;
        std::str::from_utf8(bytes).map_err(|_| OpenError::Format)?;
        let header = Header::read(header)?;
        let Value::Object(answers) = read(payload, OpenError::Payload)? else {
            return Err(OpenError::Payload("not an object".to_owned()));
        };
        Ok(Self { header, answers })
    }
}

/// The header and the payload, neither of them read yet.
pub(super) fn parts<'a>(magic: &str, bytes: &'a [u8]) -> Result<(&'a [u8], &'a [u8]), OpenError> {
    if bytes.len() > MAX_BYTES {
        return Err(OpenError::TooLarge);
    }
    let mut parts = bytes.splitn(3, |byte| *byte == b'\n');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(found), Some(header), Some(payload)) if found == magic.as_bytes() => Ok((header, payload)),
        _ => Err(OpenError::Format),
    }
}

pub(super) fn read(part: &[u8], syntax: fn(String) -> OpenError) -> Result<Value, OpenError> {
    // In a line of a file the answers stand one level deeper.
    json::read(part, DEEPEST - 1).map_err(|unread| match unread {
        Unread::Flaw(flaw, _) => OpenError::Flaw(flaw),
        Unread::Syntax(fault) => syntax(fault.to_string()),
    })
}

#[cfg(test)]
pub(super) mod tests;
