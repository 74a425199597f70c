//! A paper on the desk, and where two others keyed it, what both say.

use shared::wire::PaperEntry;

use super::said::{Said, Typed, read};
use super::sheet::Sheet;

/// A paper that lies on the desk.
#[derive(Clone, Debug)]
pub struct Paper {
    /// Its number.
    pub number: u32,
    /// What was keyed of it.
    pub sheet: Sheet,
    /// Whether it is decided between two entries of others.
    pub decides: bool,
    /// Both, where it is chosen between them.
    pub both: Option<Both>,
    /// Whether the reason is asked for which it is spoiled.
    pub spoiling: bool,
}

/// Two entries of others.
#[derive(Clone, Debug)]
pub struct Both {
    /// Both.
    pub entries: [PaperEntry; 2],
    /// What each says, field by field.
    pub said: [Vec<Said>; 2],
}

impl Both {
    /// Whether one of them calls the paper spoiled: it is chosen between the entries as wholes.
    pub fn is_whole(&self) -> bool {
        self.entries.iter().any(|entry| !entry.spoiled.is_empty())
    }
}

impl Paper {
    /// Whether it is decided between two answers: one of them is taken, or what the paper says is keyed.
    pub fn decides_here(&self) -> bool {
        !self.spoiling && (self.is_whole() || self.differs(self.sheet.at()))
    }

    /// Whether one entry is taken as a whole.
    pub fn is_whole(&self) -> bool {
        !self.spoiling && self.both.as_ref().is_some_and(Both::is_whole)
    }

    /// Whether two entries say something else of a field.
    pub fn differs(&self, nth: usize) -> bool {
        self.both.as_ref().is_some_and(|both| both.said[0].get(nth) != both.said[1].get(nth))
    }
}

/// What was written is kept where one goes up or down from it.
pub fn keep_typed(paper: &mut Paper, text: &str) {
    let at = paper.sheet.at();
    let Some(field) = paper.sheet.field().filter(|_| !text.trim().is_empty()) else { return };
    if let Typed::Is(said) = read(field, text, true)
        && !paper.spoiling
        && !paper.is_whole()
    {
        paper.sheet.say(at, said);
    }
}

/// One up or down; between two entries among the fields in which they differ.
pub fn step(paper: &mut Paper, down: bool, any: bool) {
    let before = paper.sheet.clone();
    loop {
        let at = paper.sheet.at();
        paper.sheet.step(down, any);
        let now = paper.sheet.at();
        let stops = paper.both.is_none() || paper.differs(now) || paper.sheet.field().is_none();
        if stops {
            return;
        }
        if now == at {
            paper.sheet = before;
            return;
        }
    }
}
