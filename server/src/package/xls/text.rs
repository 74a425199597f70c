//! Texts in records: in one byte a letter or two, with formats and sounds behind them, across the parts of a record.

use super::container::{u16_at, u32_at};

/// Reads from the parts of a record, one after the other.
pub struct Reader<'a> {
    parts: &'a [&'a [u8]],
    part: usize,
    at: usize,
}

impl<'a> Reader<'a> {
    /// From this byte of the first part on.
    pub fn new(parts: &'a [&'a [u8]], at: usize) -> Self {
        Self { parts, part: 0, at }
    }

    fn rest(&self) -> &'a [u8] {
        self.parts.get(self.part).and_then(|part| part.get(self.at..)).unwrap_or_default()
    }

    /// Goes to the next part where this one is at its end.
    fn settle(&mut self) -> Option<()> {
        while self.rest().is_empty() {
            self.part += 1;
            self.at = 0;
            self.parts.get(self.part)?;
        }
        Some(())
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        self.settle()?;
        let taken = self.rest().get(..count)?;
        self.at += count;
        Some(taken)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            self.settle()?;
            let step = count.min(self.rest().len());
            self.at += step;
            count -= step;
        }
        Some(())
    }

    /// A text with its length before it, in one byte or in two.
    pub fn text(&mut self, short: bool) -> Option<String> {
        let length = if short { self.take(1)?[0].into() } else { u16_at(self.take(2)?, 0)? };
        let flags = self.take(1)?[0];
        let runs = if flags & 8 == 0 { 0 } else { usize::from(u16_at(self.take(2)?, 0)?) };
        let sounds = if flags & 4 == 0 { 0 } else { u32_at(self.take(4)?, 0)? as usize };
        let mut units: Vec<u16> = Vec::new();
        let (mut left, mut wide) = (usize::from(length), flags & 1 == 1);
        while left > 0 {
            if self.rest().is_empty() {
                // In a further part the letters may be of another width.
                self.settle()?;
                wide = self.take(1)?[0] & 1 == 1;
                continue;
            }
            let width = if wide { 2 } else { 1 };
            let count = left.min(self.rest().len() / width);
            if count == 0 {
                return None;
            }
            let letters = self.take(count * width)?;
            if wide {
                units.extend(letters.chunks_exact(2).filter_map(|it| u16_at(it, 0)));
            } else {
                units.extend(letters.iter().map(|letter| u16::from(*letter)));
            }
            left -= count;
        }
        self.skip(runs * 4 + sounds)?;
        Some(String::from_utf16_lossy(&units))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_on_in_another_part_in_another_width() {
        let parts: [&[u8]; 2] = [&[4, 0, 0, b'a', b'b'], &[1, b'c', 0, 0xBF, 0x1E, 3, 0, 8, 1, 0]];
        let mut reader = Reader::new(&parts, 0);
        assert_eq!(reader.text(false).as_deref(), Some("abc\u{1ebf}"));
        assert_eq!(reader.text(false), None, "cut short");
    }
}
