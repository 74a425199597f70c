//! Which answers are on disk, which are on their way there, which did not arrive.

use std::collections::{BTreeMap, BTreeSet};

use shared::problem::Problem;

/// Where the last answer to a question is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// On disk.
    Saved,
    /// On its way.
    Saving,
    /// Only on the screen.
    Lost(Problem),
}

/// An answer to put on disk. A later one has a higher number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// The question.
    pub path: String,
    /// Absent: the answer was taken away.
    pub value: Option<String>,
    /// Its number within the interview.
    pub seq: u64,
}

/// What is known about the answers of one interview.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    seq: u64,
    entries: BTreeMap<String, (u64, Keeping)>,
    /// The questions whose answers are not on disk: few, however many were answered.
    unsettled: BTreeSet<String>,
}

impl Ledger {
    /// The answers at these paths are on disk, the highest number was `seq`.
    pub fn open<'a>(seq: u64, paths: impl IntoIterator<Item = &'a str>) -> Self {
        let entries = paths.into_iter().map(|path| (path.to_owned(), (seq, Keeping::Saved)));
        Self { seq, entries: shared::filled::map(entries), unsettled: BTreeSet::new() }
    }

    /// An answer was given.
    pub fn write(&mut self, path: &str, value: Option<&str>) -> Write {
        self.seq += 1;
        self.entries.insert(path.to_owned(), (self.seq, Keeping::Saving));
        self.unsettled.insert(path.to_owned());
        Write { path: path.to_owned(), value: value.map(str::to_owned), seq: self.seq }
    }

    /// It is on disk.
    pub fn confirm(&mut self, write: &Write) {
        self.settle(write, Keeping::Saved);
    }

    /// It did not reach the disk.
    pub fn lose(&mut self, write: &Write, why: Problem) {
        self.settle(write, Keeping::Lost(why));
    }

    fn settle(&mut self, write: &Write, keeping: Keeping) {
        if let Some(entry) = self.entries.get_mut(&write.path)
            && entry.0 == write.seq
        {
            if keeping == Keeping::Saved {
                self.unsettled.remove(&write.path);
            }
            entry.1 = keeping;
        }
    }

    /// Where the answer to a question is; absent while none was given.
    pub fn keeping(&self, path: &str) -> Option<&Keeping> {
        self.entries.get(path).map(|(_, keeping)| keeping)
    }

    /// Whether every answer is on disk.
    pub fn is_settled(&self) -> bool {
        self.unsettled.is_empty()
    }

    /// The questions whose answers are only on the screen, and why.
    pub fn lost(&self) -> impl Iterator<Item = (&str, &Problem)> {
        self.unsettled.iter().filter_map(|path| match self.keeping(path) {
            Some(Keeping::Lost(why)) => Some((path.as_str(), why)),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_saved_only_when_its_own_number_is_confirmed() {
        let mut ledger = Ledger::open(7, ["/sex"]);
        let first = ledger.write("/occupation", Some("g"));
        let second = ledger.write("/occupation", Some("giáo viên"));
        assert_eq!((first.seq, second.seq), (8, 9));
        ledger.confirm(&first);
        assert_eq!(ledger.keeping("/occupation"), Some(&Keeping::Saving));
        ledger.confirm(&second);
        assert_eq!(ledger.keeping("/occupation"), Some(&Keeping::Saved));
        assert!(ledger.is_settled());
    }

    #[test]
    fn a_lost_answer_stays_lost_until_a_later_one_is_on_disk() {
        let mut ledger = Ledger::default();
        let first = ledger.write("/sex", Some("m"));
        ledger.lose(&first, Problem::new("store-full"));
        assert!(!ledger.is_settled());
        assert_eq!(ledger.lost().map(|(path, _)| path).collect::<Vec<_>>(), ["/sex"]);
        let again = ledger.write("/sex", Some("m"));
        ledger.confirm(&first);
        assert_eq!(
            ledger.keeping("/sex"),
            Some(&Keeping::Saving),
            "the late confirmation is of the older answer"
        );
        ledger.confirm(&again);
        assert_eq!(ledger.lost().count(), 0);
    }
}
