//! The records of a workbook's stream: a number, a length, and what belongs to them; long ones go on in further records.

use super::container::u16_at;

/// A record, and those that continue it.
pub struct Record<'a> {
    /// What it is.
    pub kind: u16,
    /// Its own part, and the parts that go on.
    pub parts: Vec<&'a [u8]>,
}

const CONTINUE: u16 = 0x3C;

/// The records from a place on.
pub struct Records<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    /// From this byte on.
    pub fn from(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    fn one(&mut self) -> Option<(u16, &'a [u8])> {
        let kind = u16_at(self.bytes, self.at)?;
        let length = usize::from(u16_at(self.bytes, self.at + 2)?);
        let body = self.bytes.get(self.at + 4..self.at + 4 + length)?;
        self.at += 4 + length;
        Some((kind, body))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, body) = self.one()?;
        let mut parts = vec![body];
        while u16_at(self.bytes, self.at) == Some(CONTINUE) {
            parts.push(self.one()?.1);
        }
        Some(Record { kind, parts })
    }
}
