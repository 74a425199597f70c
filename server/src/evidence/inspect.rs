//! What a file is and how it looks, by its content.

use std::io::{Read, Result, Seek};

use shared::wire::{Condition, FileKind};

use super::bytes::{Bytes, find};
use super::{cfb, package, pdf, picture, rtf};

/// Readers of PDF look for its mark this far.
const HEAD: u64 = 1024;

/// What was seen of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What it is.
    pub kind: FileKind,
    /// How it looks.
    pub condition: Condition,
}

/// Looks at a file. Its name decides nothing but what a cut or encrypted office file was.
pub fn inspect(from: impl Read + Seek, name: &str) -> Result<Seen> {
    let mut bytes = Bytes::new(from)?;
    let head = bytes.at(0, HEAD)?;
    let seen = |kind, condition| Ok(Seen { kind, condition });
    if head.is_empty() {
        return seen(FileKind::Other, Condition::Empty);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        let (kind, condition) = package::look(&mut bytes, FileKind::of_name(name));
        return seen(kind, condition);
    }
    if head.starts_with(cfb::MAGIC) {
        let (kind, condition) = cfb::look(&mut bytes)?;
        return seen(kind, condition);
    }
    if let Some(kind) = picture::kind(&head) {
        return seen(kind, picture::condition(kind, &mut bytes)?);
    }
    if find(b"%PDF-", &head).is_some() {
        return seen(FileKind::Pdf, pdf::condition(&head, &mut bytes)?);
    }
    if head.starts_with(b"{\\rtf") {
        return seen(
            FileKind::Rtf,
            if rtf::is_whole(&mut bytes)? { Condition::Sound } else { Condition::Cut },
        );
    }
    seen(FileKind::Other, Condition::Unreadable)
}

#[cfg(test)]
mod tests;
