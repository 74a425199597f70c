//! A file that is read here and there, never whole.

use std::io::{Read, Result, Seek, SeekFrom};

/// As much is looked through at once.
const BLOCK: u64 = 1 << 16;

/// Bytes that can be looked at anywhere.
pub struct Bytes<R> {
    /// Where they are read from.
    pub from: R,
    /// How many there are.
    pub len: u64,
}

impl<R: Read + Seek> Bytes<R> {
    /// All of it.
    pub fn new(mut from: R) -> Result<Self> {
        let len = from.seek(SeekFrom::End(0))?;
        Ok(Self { from, len })
    }

    /// At most so many bytes from there on; fewer where the file ends.
    pub fn at(&mut self, offset: u64, most: u64) -> Result<Vec<u8>> {
        let mut found = Vec::new();
        self.from.seek(SeekFrom::Start(offset))?;
        self.from.by_ref().take(most).read_to_end(&mut found)?;
        Ok(found)
    }

    /// How many there are before the blanks and noughts at its end.
    pub fn before_blanks(&mut self) -> Result<u64> {
        let mut end = self.len;
        while end > 0 {
            let from = end.saturating_sub(BLOCK);
            let block = self.at(from, end - from)?;
            let last = block.iter().rposition(|byte| *byte != 0 && !byte.is_ascii_whitespace());
            match last {
                Some(last) => return Ok(from + last as u64 + 1),
                None => end = from,
            }
        }
        Ok(0)
    }

    /// At most so many bytes of its end.
    pub fn tail(&mut self, most: u64) -> Result<Vec<u8>> {
        self.at(self.len.saturating_sub(most), most)
    }

    /// The number of two bytes there, the low one first.
    pub fn u16(&mut self, offset: u64) -> Result<Option<u16>> {
        Ok(self.at(offset, 2)?.first_chunk().map(|bytes| u16::from_le_bytes(*bytes)))
    }

    /// The number of four bytes there, the low one first.
    pub fn u32(&mut self, offset: u64) -> Result<Option<u32>> {
        Ok(self.at(offset, 4)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes)))
    }
}

/// Where this stands in that, the first time.
pub fn find(what: &[u8], within: &[u8]) -> Option<usize> {
    within.windows(what.len()).position(|window| window == what)
}

/// Where this stands in that, the last time.
pub fn find_last(what: &[u8], within: &[u8]) -> Option<usize> {
    within.windows(what.len()).rposition(|window| window == what)
}
