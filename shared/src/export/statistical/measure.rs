//! What a file of statistics says ahead of the ballots in it.

use crate::export::frame::{Cell, Frame, Holds};
use crate::export::row::Exported;

/// How many rows there are, and how long the texts of each variable.
#[derive(Clone, Debug, Default)]
pub struct Measure {
    /// How many rows.
    pub rows: u64,
    /// By variable: the longest text in bytes.
    pub widths: Vec<usize>,
    /// By variable: how many cells hold a text.
    pub texts: Vec<u64>,
    /// By variable: the bytes of all texts.
    pub bytes: Vec<u64>,
}

impl Measure {
    /// That of no rows: each variable takes at least its codes.
    pub(super) fn begin(frame: &Frame) -> Self {
        let longest = frame.variables.iter().map(|variable| match variable.holds {
            Holds::Text => variable.options.iter().map(|it| it.code.len()).max().unwrap_or(0),
            _ => 0,
        });
        let n = frame.variables.len();
        Self { rows: 0, widths: longest.collect(), texts: vec![0; n], bytes: vec![0; n] }
    }

    /// Takes in the rows of a ballot.
    pub fn add(&mut self, frame: &Frame, exported: &Exported) {
        frame.each_row(exported, &mut |cells| {
            self.rows += 1;
            for (place, cell) in cells.iter().enumerate() {
                if let Cell::Text(text) = cell {
                    self.widths[place] = self.widths[place].max(text.len());
                    self.texts[place] += 1;
                    self.bytes[place] += text.len() as u64;
                }
            }
        });
    }
}
