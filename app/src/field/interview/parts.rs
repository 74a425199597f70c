//! Judging several units on one screen: what is still missing, where to go next, the same answer for all.

use shared::problem::Problem;

use super::course::Course;
use super::ledger::Write;

/// What giving every unit the same answer would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// Units that have no answer yet.
    pub fresh: usize,
    /// Units whose other answer would be overwritten.
    pub overwritten: usize,
}

impl Course {
    /// How many questions on the screen are answered, and how many there are.
    pub fn answered_here(&self) -> (usize, usize) {
        let paths = &self.screen().paths;
        (paths.iter().filter(|path| self.is_answered(path)).count(), paths.len())
    }

    /// The next question on the screen without an answer after `path`, else the first from the top; of those in sight.
    pub fn next_open(&self, path: Option<&str>, in_sight: impl Fn(&str) -> bool) -> Option<&str> {
        let paths = &self.screen().paths;
        let after = path.and_then(|path| paths.iter().position(|other| other == path)).map_or(0, |at| at + 1);
        let (before, behind) = paths.split_at(after);
        behind.iter().chain(before).map(String::as_str).find(|path| !self.is_answered(path) && in_sight(path))
    }

    /// What the same answer for every unit on the screen would do.
    pub fn spread(&self, value: &str) -> Spread {
        let values: Vec<_> = self.screen().paths.iter().map(|path| self.value(path)).collect();
        Spread {
            fresh: values.iter().filter(|old| old.is_empty()).count(),
            overwritten: values.iter().filter(|old| !old.is_empty() && *old != value).count(),
        }
    }

    /// Gives every unit on the screen the same answer.
    pub fn answer_all(&mut self, value: &str) -> Result<Vec<Write>, Problem> {
        let paths = self.screen().paths.clone();
        let writes: Result<Vec<_>, _> = paths.iter().map(|path| self.answer(path, value)).collect();
        Ok(writes?.into_iter().flatten().collect())
    }
}
