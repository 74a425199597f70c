//! Pictures: which, and whether their end is there.

use std::io::{Read, Result, Seek};

use shared::wire::{Condition, FileKind};

use super::bytes::{Bytes, find_last};

/// Cameras write their own things behind the picture.
const TAIL: u64 = 64 << 10;

/// The kind of a picture that begins so.
pub fn kind(head: &[u8]) -> Option<FileKind> {
    let begins: [(&[u8], FileKind); 6] = [
        (b"\x89PNG\r\n\x1a\n", FileKind::Png),
        (b"\xff\xd8\xff", FileKind::Jpeg),
        (b"GIF87a", FileKind::Gif),
        (b"GIF89a", FileKind::Gif),
        (b"II*\0", FileKind::Tiff),
        (b"MM\0*", FileKind::Tiff),
    ];
    let plain = begins.into_iter().find(|(begin, _)| head.starts_with(begin)).map(|(_, kind)| kind);
    plain.or_else(|| match (head.get(..4)?, head.get(4..8)?, head.get(8..12)?) {
        (b"RIFF", _, b"WEBP") => Some(FileKind::Webp),
        (_, b"ftyp", b"heic" | b"heix" | b"heif" | b"mif1" | b"msf1") => Some(FileKind::Heic),
        _ => None,
    })
}

/// Whether it goes to its end.
pub fn condition<R: Read + Seek>(kind: FileKind, bytes: &mut Bytes<R>) -> Result<Condition> {
    let is_whole = match kind {
        FileKind::Png => find_last(b"IEND\xaeB`\x82", &bytes.tail(TAIL)?).is_some(),
        FileKind::Jpeg => find_last(b"\xff\xd9", &bytes.tail(TAIL)?).is_some(),
        FileKind::Gif => bytes.tail(64)?.trim_ascii_end().ends_with(b";"),
        FileKind::Webp => bytes.u32(4)?.is_some_and(|length| u64::from(length) + 8 <= bytes.len),
        FileKind::Tiff => {
            let big_end_first = bytes.at(0, 1)? == b"M";
            let first = bytes.u32(4)?.map(|at| if big_end_first { at.swap_bytes() } else { at });
            first.is_some_and(|first| u64::from(first) < bytes.len)
        }
        _ => true,
    };
    Ok(if is_whole { Condition::Sound } else { Condition::Cut })
}
