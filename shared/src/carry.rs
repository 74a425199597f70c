//! Files that travel by hand where no network reaches: sealed ballots on their way out, their receipts on the way back.
//!
//! ```text
//! parindex-carried 1
//! <digest> <the sealed bytes, in hex>
//!
//! parindex-receipts 1
//! <epoch of the store that gave it, or -> <the receipt, as JSON>
//! ```
//!
//! Each line stands for itself: one that was spoilt on the way is known by its digest and keeps no other back. Hex keeps answers
//! from being read by whoever opens the file; it hides them from nobody who wants to: the file is to be kept as the tablet is.

use uuid::Uuid;

use crate::ballot::{Digest, Sealed};
use crate::problem::Problem;
use crate::wire::Receipt;

/// The first line of a file of ballots.
pub const BALLOTS: &str = "parindex-carried 1";
/// The first line of a file of receipts.
pub const RECEIPTS: &str = "parindex-receipts 1";

/// A receipt that goes back by hand, with the store that gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedReceipt {
    /// What was received.
    pub receipt: Receipt,
    /// The epoch of the store: a receipt of a store that was restored since proves nothing.
    pub epoch: Option<Uuid>,
}

impl CarriedReceipt {
    /// As a line.
    pub fn line(&self) -> String {
        let receipt = serde_json::to_string(&self.receipt).expect("a receipt is plain data");
        format!("{} {receipt}\n", self.epoch.map_or("-".to_owned(), |epoch| epoch.to_string()))
    }

    /// A line as a receipt.
    pub fn read(line: &str) -> Result<Self, Problem> {
        let (epoch, receipt) = line.trim().split_once(' ').unwrap_or_default();
        let receipt = serde_json::from_str(receipt).map_err(|_| Problem::new("carry.no_receipt"))?;
        Ok(Self { receipt, epoch: epoch.parse().ok() })
    }
}

/// A ballot as a line.
pub fn line(sealed: &Sealed) -> String {
    format!("{} {}\n", sealed.digest, hex::encode(&sealed.bytes))
}

/// A line as a ballot, the very bytes that were sealed; or why it is none.
pub fn read(line: &[u8]) -> Result<Sealed, Problem> {
    let parts = std::str::from_utf8(line).ok().and_then(|text| text.trim().split_once(' '));
    let parts = parts.and_then(|(digest, bytes)| Some((digest.parse().ok()?, hex::decode(bytes).ok()?)));
    let (digest, bytes): (Digest, _) = parts.ok_or_else(|| Problem::new("carry.no_ballot"))?;
    match Digest::of(&bytes) == digest {
        true => Ok(Sealed { bytes, digest }),
        false => Err(Problem::new("carry.spoilt")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_gives_back_the_bytes_that_were_sealed_whatever_they_are() {
        for bytes in [&b"parindex-ballot 1\n{}\n{\"a\":\"\xc4\x91\"}"[..], b"\0\r\n\xff"] {
            let sealed = Sealed { bytes: bytes.to_vec(), digest: Digest::of(bytes) };
            let written = line(&sealed);
            assert_eq!(written.lines().count(), 1);
            assert_eq!(read(written.as_bytes()), Ok(sealed.clone()));
            assert_eq!(read(written.trim_end().replace('\n', "\r\n").as_bytes()), Ok(sealed));
        }
    }

    #[test]
    fn a_receipt_keeps_the_store_that_gave_it() {
        let receipt = Receipt {
            id: Uuid::nil(),
            digest: Digest::of(b"x"),
            received: "2026-11-22T01:05:00Z".parse().unwrap(),
            let_go: true,
        };
        for epoch in [None, Some(Uuid::max())] {
            let carried = CarriedReceipt { receipt: receipt.clone(), epoch };
            assert_eq!(CarriedReceipt::read(&carried.line()), Ok(carried));
        }
        assert_eq!(CarriedReceipt::read("- {}"), Err(Problem::new("carry.no_receipt")));
    }

    #[test]
    fn a_line_that_was_spoilt_is_known() {
        let bytes = b"parindex-ballot 1\n{}\n{}".to_vec();
        let whole = line(&Sealed { digest: Digest::of(&bytes), bytes });
        let cut = &whole[..whole.len() - 3];
        let other = whole.replacen("7b7d\n", "7b7e\n", 1);
        assert_ne!(other, whole);
        for (line, code) in [
            (cut, "carry.spoilt"),
            (&other, "carry.spoilt"),
            (&whole[1..], "carry.no_ballot"),
            (&whole[..whole.len() - 2], "carry.no_ballot"),
            ("", "carry.no_ballot"),
            ("xin chào", "carry.no_ballot"),
        ] {
            assert_eq!(read(line.as_bytes()), Err(Problem::new(code)), "{line}");
        }
    }
}
