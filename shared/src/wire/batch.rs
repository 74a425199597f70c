//! Many ballots in one request: how they stand in its body, and what is answered about each.

use serde::{Deserialize, Serialize};

use super::Receipt;
use crate::ballot::Digest;
use crate::problem::Problem;

/// The first line of such a body.
const MAGIC: &[u8] = b"parindex-ballots 1\n";

/// As many ballots may stand in one body.
pub const MOST_BALLOTS: usize = 1000;

/// The answer to many ballots, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchAnswer {
    /// One for each.
    pub ballots: Vec<BallotAnswer>,
}

/// What would have been answered to a ballot that came by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotAnswer {
    /// Of the bytes that came: it tells which ballot this is about, also where they could not be read.
    pub digest: Digest,
    /// 201 new, 200 already here, 202 in quarantine; else it was not taken.
    pub status: u16,
    /// What was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Receipt>,
    /// Why it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// The body cannot be taken apart; nothing of it was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unframed {
    /// Not the first line of any version known here.
    #[error("not ballots of version 1")]
    Format,
    /// In place of a length stands something else, or nothing.
    #[error("no length before ballot {0}")]
    Length(usize),
    /// The body ends before the ballot does.
    #[error("ballot {0} is cut off")]
    Short(usize),
    /// More than [`MOST_BALLOTS`].
    #[error("more than {MOST_BALLOTS} ballots")]
    TooMany,
}

/// Sealed ballots as one body: a line that names the format, then each with a line before it that says its length in bytes.
pub fn frame<'a>(sealed: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut body = MAGIC.to_vec();
    for bytes in sealed {
        body.extend_from_slice(format!("{}\n", bytes.len()).as_bytes());
        body.extend_from_slice(bytes);
    }
    body
}

/// Takes such a body apart again.
pub fn unframe(body: &[u8]) -> Result<Vec<&[u8]>, Unframed> {
    let mut rest = body.strip_prefix(MAGIC).ok_or(Unframed::Format)?;
    let mut ballots = Vec::new();
    while !rest.is_empty() {
        if ballots.len() == MOST_BALLOTS {
            return Err(Unframed::TooMany);
        }
        let nth = ballots.len() + 1;
        let end = rest.iter().position(|byte| *byte == b'\n').ok_or(Unframed::Length(nth))?;
        let length =
            std::str::from_utf8(&rest[..end]).ok().filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
        let length = length.and_then(|text| text.parse().ok()).ok_or(Unframed::Length(nth))?;
        let (ballot, behind) = rest[end + 1..].split_at_checked(length).ok_or(Unframed::Short(nth))?;
        ballots.push(ballot);
        rest = behind;
    }
    Ok(ballots)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ballots_come_apart_as_they_were_put_together_whatever_their_bytes() {
        for ballots in [vec![], vec![&b"12\nx"[..], b"", b"\n\n", b"parindex-ballots 1\n"]] {
            assert_eq!(unframe(&frame(ballots.iter().copied())), Ok(ballots));
        }
        let many = vec![&b"x"[..]; MOST_BALLOTS + 1];
        assert_eq!(unframe(&frame(many)), Err(Unframed::TooMany));
    }

    #[test]
    fn what_is_no_such_body_is_named() {
        for (body, expected) in [
            ("", Unframed::Format),
            ("parindex-ballot 1\n", Unframed::Format),
            ("parindex-ballots 1\nx\n", Unframed::Length(1)),
            ("parindex-ballots 1\n1", Unframed::Length(1)),
            ("parindex-ballots 1\n\n", Unframed::Length(1)),
            ("parindex-ballots 1\n+1\nx", Unframed::Length(1)),
            ("parindex-ballots 1\n1\nx-1\nx", Unframed::Length(2)),
            ("parindex-ballots 1\n99999999999999999999999\nx", Unframed::Length(1)),
            ("parindex-ballots 1\n1\nx18446744073709551615\nx", Unframed::Short(2)),
            ("parindex-ballots 1\n2\nx", Unframed::Short(1)),
        ] {
            assert_eq!(unframe(body.as_bytes()), Err(expected), "{body:?}");
        }
    }
}
