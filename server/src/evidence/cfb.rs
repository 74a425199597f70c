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
/// Of the first records of an old workbook one says that it is encrypted.
const FILEPASS: u16 = 0x2f;

/// Its kind by its streams, and how it looks.
pub fn look<R: Read + Seek>(bytes: &mut Bytes<R>) -> Result<(FileKind, Condition)> {
    let Some(shift) = bytes.u16(30)?.filter(|shift| (7..=16).contains(shift)) else {
        return Ok((FileKind::Office, Condition::Cut));
    };
    let mut file = Sectors { bytes, shift };
    let Some(streams) = file.streams()? else { return Ok((FileKind::Office, Condition::Cut)) };
    let at = |name: &str| streams.iter().find(|(found, _)| found == name).map(|(_, sector)| *sector);
    let kind = [
        ("WordDocument", FileKind::Doc),
        ("Workbook", FileKind::Xls),
        ("Book", FileKind::Xls),
        ("PowerPoint Document", FileKind::Ppt),
    ];
    let main = kind.into_iter().find_map(|(name, kind)| Some((kind, at(name)?)));
    let locked = at("EncryptedPackage").is_some()
        || at("EncryptedSummary").is_some()
        || main.map_or(Ok(false), |(kind, sector)| file.is_locked(kind, sector))?;
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

    /// The names of all streams, each with its first sector; none where the directory is not there.
    fn streams(&mut self) -> Result<Option<Vec<(String, u32)>>> {
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

    fn is_locked(&mut self, kind: FileKind, sector: u32) -> Result<bool> {
        let start = self.offset(sector);
        match kind {
            FileKind::Doc => Ok(self.bytes.u16(start + 10)?.is_some_and(|flags| flags & 0x0100 != 0)),
            FileKind::Xls => {
                let records = self.bytes.at(start, 1 << self.shift)?;
                let (mut at, mut found) = (0, false);
                while let Some([a, b, c, d]) = records.get(at..at + 4).and_then(|head| head.first_chunk()) {
                    found |= u16::from_le_bytes([*a, *b]) == FILEPASS;
                    at += 4 + usize::from(u16::from_le_bytes([*c, *d]));
                }
                Ok(found)
            }
            _ => Ok(false),
        }
    }
}

/// A stream of the directory: its name and first sector.
fn stream(entry: &[u8]) -> Option<(String, u32)> {
    let number = |at: usize| u16::from_le_bytes([entry[at], entry[at + 1]]);
    let length = usize::from(number(64)).checked_sub(2).filter(|length| *length <= 62)?;
    if entry[66] != 2 {
        return None;
    }
    let units: Vec<u16> = (0..length / 2).map(|n| number(2 * n)).collect();
    let first = u32::from_le_bytes(*entry[116..].first_chunk()?);
    Some((String::from_utf16_lossy(&units), first))
}
