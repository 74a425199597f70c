//! The finished ballots of the simulated world: their bytes tell the server what to make of them.

use uuid::Uuid;

use crate::ballot::{Digest, Sealed};
use crate::sync::Entry;

/// What the server makes of a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Takes it: 201.
    Plain,
    /// Takes it into quarantine: 202.
    Quarantined,
    /// Cannot read it: 422.
    Undecodable,
}

/// A ballot that a person finished.
#[derive(Clone, Debug)]
pub(super) struct Finished {
    pub(super) id: Uuid,
    pub(super) kind: Kind,
    pub(super) bytes: Vec<u8>,
    pub(super) digest: Digest,
}

impl Finished {
    /// The ballot of the interview with this number.
    pub(super) fn new(interview: u32, kind: Kind) -> Self {
        let letter = match kind {
            Kind::Plain => b'p',
            Kind::Quarantined => b'q',
            Kind::Undecodable => b'u',
        };
        let mut bytes = vec![letter];
        bytes.extend(interview.to_be_bytes());
        Self { id: Uuid::from_u128(interview.into()), kind, digest: Digest::of(&bytes), bytes }
    }

    /// Its row, as it is first written.
    pub(super) fn entry(&self) -> Entry {
        Entry::new(self.id, "c", &Sealed { bytes: self.bytes.clone(), digest: self.digest })
    }
}

/// What these bytes are, and of which interview.
pub(super) fn read(bytes: &[u8]) -> (Kind, u32) {
    let kind = match bytes[0] {
        b'p' => Kind::Plain,
        b'q' => Kind::Quarantined,
        _ => Kind::Undecodable,
    };
    (kind, u32::from_be_bytes([bytes[1], bytes[2], bytes[3], bytes[4]]))
}
