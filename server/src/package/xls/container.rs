//! The compound file around a workbook: sectors, chained by a table, that make up named streams.

use crate::package::xlsx::Refused;

/// How a compound file begins.
pub const MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// From here on a number of a sector is none.
const LAST: u32 = 0xFFFF_FFFA;
/// Streams that are shorter lie in small sectors.
const SMALL: u64 = 4096;

struct File<'a> {
    bytes: &'a [u8],
    size: usize,
    table: Vec<u32>,
}

/// The first stream that has one of the names.
pub fn stream(bytes: &[u8], names: &[&str]) -> Result<Vec<u8>, Refused> {
    let shift = u16_at(bytes, 30).filter(|shift| (7..=16).contains(shift)).ok_or_else(wrong)?;
    let mut file = File { bytes, size: 1 << shift, table: Vec::new() };
    file.read_table()?;
    let folder = file.chain(u32_at(bytes, 48).ok_or_else(wrong)?, u64::MAX)?;
    let entries: Vec<Entry> = folder.chunks_exact(128).filter_map(Entry::of).collect();
    let root = entries.iter().find(|entry| entry.kind == 5).ok_or_else(wrong)?;
    let found =
        names.iter().find_map(|name| entries.iter().find(|entry| entry.kind == 2 && entry.name == *name));
    let found = found.ok_or_else(|| Refused::Wrong("it holds no workbook".to_owned()))?;
    if found.length >= SMALL {
        return file.chain(found.first, found.length);
    }
    let small = u16_at(bytes, 32).filter(|shift| (2..=12).contains(shift)).ok_or_else(wrong)?;
    let held = file.chain(root.first, root.length)?;
    let table = file.chain(u32_at(bytes, 60).ok_or_else(wrong)?, u64::MAX)?;
    let table = table.chunks_exact(4).filter_map(|it| u32_at(it, 0)).collect();
    File { bytes: &held, size: 1 << small, table }.small_chain(found.first, found.length)
}

fn wrong() -> Refused {
    Refused::Wrong("its sectors are damaged".to_owned())
}

impl File<'_> {
    fn sector(&self, number: u32) -> Option<&[u8]> {
        let begin = (number as usize).checked_add(1)?.checked_mul(self.size)?;
        let end = (begin + self.size).min(self.bytes.len());
        self.bytes.get(begin..end).filter(|sector| !sector.is_empty())
    }

    /// The table of chains: its own sectors stand in the head, and in a chain of their own where there are many.
    fn read_table(&mut self) -> Result<(), Refused> {
        let most = self.bytes.len() / self.size + 2;
        let mut parts: Vec<u32> = (0..109).filter_map(|i| u32_at(self.bytes, 76 + i * 4)).collect();
        let mut more = u32_at(self.bytes, 68).ok_or_else(wrong)?;
        let mut seen = 0;
        while more < LAST {
            let sector = self.sector(more).ok_or_else(wrong)?;
            let (numbers, next) = sector.split_at(sector.len().saturating_sub(4));
            parts.extend(numbers.chunks_exact(4).filter_map(|it| u32_at(it, 0)));
            more = u32_at(next, 0).ok_or_else(wrong)?;
            seen += 1;
            if seen > most {
                return Err(wrong());
            }
        }
        let mut table = Vec::new();
        for part in parts.into_iter().filter(|part| *part < LAST).take(most) {
            let sector = self.sector(part).ok_or_else(wrong)?;
            table.extend(sector.chunks_exact(4).filter_map(|it| u32_at(it, 0)));
        }
        self.table = table;
        Ok(())
    }

    fn chain(&self, first: u32, length: u64) -> Result<Vec<u8>, Refused> {
        self.follow(first, length, |number| self.sector(number))
    }

    /// Small sectors have no head before them.
    fn small_chain(&self, first: u32, length: u64) -> Result<Vec<u8>, Refused> {
        self.follow(first, length, |number| {
            let begin = (number as usize).checked_mul(self.size)?;
            self.bytes.get(begin..(begin + self.size).min(self.bytes.len())).filter(|it| !it.is_empty())
        })
    }

    /// No chain is longer than its file.
    fn follow<'f>(
        &self,
        first: u32,
        length: u64,
        sector: impl Fn(u32) -> Option<&'f [u8]>,
    ) -> Result<Vec<u8>, Refused> {
        let (mut out, mut at) = (Vec::new(), first);
        while at < LAST && (out.len() as u64) < length {
            if out.len() > self.bytes.len() {
                return Err(wrong());
            }
            out.extend(sector(at).ok_or_else(wrong)?);
            at = *self.table.get(at as usize).ok_or_else(wrong)?;
        }
        out.truncate(usize::try_from(length).unwrap_or(usize::MAX));
        Ok(out)
    }
}

struct Entry {
    name: String,
    kind: u8,
    first: u32,
    length: u64,
}

impl Entry {
    fn of(bytes: &[u8]) -> Option<Self> {
        let letters = usize::from(u16_at(bytes, 64)?).saturating_sub(2).min(62) / 2;
        let units: Vec<u16> = (0..letters).filter_map(|i| u16_at(bytes, i * 2)).collect();
        let name = String::from_utf16_lossy(&units);
        Some(Self {
            name,
            kind: bytes[66],
            first: u32_at(bytes, 116)?,
            length: u64::from(u32_at(bytes, 120)?),
        })
    }
}

/// Two bytes, the lower first.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// Four bytes, the lowest first.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
