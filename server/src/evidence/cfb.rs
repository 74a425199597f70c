//! How a file looks that is a compound file, as office files were until 2007 and encrypted ones still are. Only its directory is
//! read, and the first bytes of its main stream.

use std::io::{Read, Result, Seek};

use shared::wire::{Condition, FileKind};

use super::bytes::Bytes;

/// How such a file begins.
pub const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const FREE: u32 = u32::MAX;
/// Sectors that the head itself names hold the table of sectors.
const NAMED_BY_HEAD: u64 = 109;
/// More sectors than a directory has.
const MOST: usize = 4096;
const ENTRY: usize = 128;
/// A small stream lies in pieces of this size, all of them within the stream of the root.
const PIECE: u64 = 64;
/// Of the first records of an old workbook one says that it is encrypted.
const FILEPASS: u16 = 0x2f;

/// Its kind by its streams, and how it looks.
pub fn look<R: Read + Seek>(bytes: &mut Bytes<R>) -> Result<(FileKind, Condition)> {
    let Some(shift) = bytes.u16(30)?.filter(|shift| (7..=16).contains(shift)) else {
        return Ok((FileKind::Office, Condition::Cut));
    };
    let mut file = Sectors { bytes, shift };
    let Some(streams) = file.streams()? else { return Ok((FileKind::Office, Condition::Cut)) };
    let at = |name: &str| streams.iter().find(|stream| !stream.is_root && stream.name == name);
    let kind = [
        ("WordDocument", FileKind::Doc),
        ("Workbook", FileKind::Xls),
        ("Book", FileKind::Xls),
        ("PowerPoint Document", FileKind::Ppt),
    ];
    let main = kind.into_iter().find_map(|(name, kind)| Some((kind, at(name)?)));
    let locked = at("EncryptedPackage").is_some()
        || at("EncryptedSummary").is_some()
        || match main {
            Some((kind, stream)) => {
                let start = file.start(stream, streams.iter().find(|stream| stream.is_root))?;
                is_locked(kind, &start)
            }
            None => false,
        };
    let condition = if file.is_cut()? {
        Condition::Cut
    } else if locked {
        Condition::Locked
    } else if main.is_none() {
        Condition::Unreadable
    } else {
        Condition::Sound
    };
    Ok((main.map_or(FileKind::Office, |(kind, _)| kind), condition))
}

/// What a directory says of a stream.
struct Stream {
    name: String,
    is_root: bool,
    first: u32,
    bytes: u32,
}

struct Sectors<'a, R> {
    bytes: &'a mut Bytes<R>,
    shift: u16,
}

impl<R: Read + Seek> Sectors<'_, R> {
    fn offset(&self, sector: u32) -> u64 {
        (u64::from(sector) + 1) << self.shift
    }

    /// The sector of the table that says what follows the sectors from `n` times its size on.
    fn table(&mut self, n: u64) -> Result<Option<u32>> {
        if n >= NAMED_BY_HEAD {
            return Ok(None);
        }
        Ok(self.bytes.u32(76 + 4 * n)?.filter(|sector| *sector < FREE - 5))
    }

    fn next(&mut self, sector: u32) -> Result<Option<u32>> {
        let each = 1_u64 << (self.shift - 2);
        let Some(table) = self.table(u64::from(sector) / each)? else { return Ok(None) };
        let at = self.offset(table) + 4 * (u64::from(sector) % each);
        self.bytes.u32(at)
    }

    /// All streams; none where the directory is not there.
    fn streams(&mut self) -> Result<Option<Vec<Stream>>> {
        let (mut streams, mut sector) = (Vec::new(), self.bytes.u32(48)?);
        for _ in 0..MOST {
            let Some(here) = sector.filter(|sector| *sector < FREE - 5) else { break };
            let found = self.bytes.at(self.offset(here), 1 << self.shift)?;
            if found.len() < ENTRY {
                return Ok(None);
            }
            streams.extend(found.chunks_exact(ENTRY).filter_map(stream));
            sector = self.next(here)?;
        }
        Ok(Some(streams).filter(|streams| !streams.is_empty()))
    }

    /// Whether sectors that are in use lie behind the end.
    fn is_cut(&mut self) -> Result<bool> {
        let each = 1_u64 << (self.shift - 2);
        let mut last = 0;
        for n in 0..NAMED_BY_HEAD {
            let Some(table) = self.table(n)? else { break };
            let entries = self.bytes.at(self.offset(table), 1 << self.shift)?;
            if entries.len() < 1 << self.shift {
                return Ok(true);
            }
            let used = entries.chunks_exact(4).rposition(|entry| entry != FREE.to_le_bytes());
            last = used.map_or(last, |used| n * each + used as u64);
        }
        Ok(self.bytes.len <= (last + 1) << self.shift)
    }

    /// The first bytes of a stream: a sector of its own, or where it is small a piece of the root's.
    fn start(&mut self, stream: &Stream, root: Option<&Stream>) -> Result<Vec<u8>> {
        let least = self.bytes.u32(56)?.unwrap_or_default();
        let Some(root) = root.filter(|_| stream.bytes < least) else {
            return self.bytes.at(self.offset(stream.first), 1 << self.shift);
        };
        let (mut at, mut sector) = (u64::from(stream.first) * PIECE, root.first);
        while at >> self.shift > 0 {
            let Some(next) = self.next(sector)?.filter(|next| *next < FREE - 5) else {
                return Ok(Vec::new());
            };
            (at, sector) = (at - (1 << self.shift), next);
        }
        self.bytes.at(self.offset(sector) + at, PIECE)
    }
}

/// Whether the first bytes of a main stream say that it is encrypted.
fn is_locked(kind: FileKind, start: &[u8]) -> bool {
    let number = |at: usize| Some(u16::from_le_bytes(*start.get(at..)?.first_chunk()?));
    match kind {
        FileKind::Doc => number(10).is_some_and(|flags| flags & 0x0100 != 0),
        FileKind::Xls => {
            let mut at = 0;
            while let (Some(record), Some(length)) = (number(at), number(at + 2)) {
                if record == FILEPASS {
                    return true;
                }
                at += 4 + usize::from(length);
            }
            false
        }
        _ => false,
    }
}

/// A stream of the directory, or the root.
fn stream(entry: &[u8]) -> Option<Stream> {
    let number = |at: usize| u16::from_le_bytes([entry[at], entry[at + 1]]);
    let length = usize::from(number(64)).checked_sub(2).filter(|length| *length <= 62)?;
    let is_root = entry[66] == 5;
    if entry[66] != 2 && !is_root {
        return None;
    }
    let units: Vec<u16> = (0..length / 2).map(|n| number(2 * n)).collect();
    let first = u32::from_le_bytes(*entry[116..].first_chunk()?);
    let bytes = u32::from_le_bytes(*entry[120..].first_chunk()?);
    Some(Stream { name: String::from_utf16_lossy(&units), is_root, first, bytes })
}
