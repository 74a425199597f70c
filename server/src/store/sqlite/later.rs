//! What each ballot changes alike: written once for all work of a transaction, before its commit or before it is read.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::store::{Position, Standing};

/// A change that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Counts one ballot more.
    Count(Standing),
    /// A ballot of this account arrived in this campaign.
    Sent(String, String, Timestamp),
    /// The revision of this campaign grows.
    Revision(String),
    /// What is derived of this campaign stands further than it did.
    Stand(String, Position, Position),
}

/// The same changes, each once.
#[derive(Debug, Default)]
pub(super) struct Together {
    /// How many ballots more stand so; of the standing the ballot says nothing.
    pub counts: BTreeMap<[String; 5], u32>,
    /// When a ballot last arrived, by campaign and account.
    pub sent: BTreeMap<(String, String), Timestamp>,
    /// The campaigns whose revision grows.
    pub revisions: Vec<String>,
    /// From where to where what is derived of a campaign moved: a step that does not follow the one before stands apart.
    pub stands: Vec<(String, Position, Position)>,
}

/// The changes that wait. Undoing work takes its own away and leaves those of the work before it.
#[derive(Debug, Default)]
pub(super) struct Later {
    changes: Vec<Change>,
    /// How many waited when the present work began.
    before: usize,
    /// Those of them that the present work had written: undone, they wait again.
    written: Vec<Change>,
}

impl Later {
    /// Puts a change off; gives how many wait.
    pub fn put(&mut self, change: Change) -> usize {
        self.changes.push(change);
        self.changes.len()
    }

    /// Where what is derived of a campaign stands by what waits.
    pub fn stands(&self, campaign: &str) -> Option<Position> {
        self.changes.iter().rev().find_map(|change| match change {
            Change::Stand(of, _, to) if of == campaign => Some(*to),
            _ => None,
        })
    }

    /// Work begins.
    pub fn begin(&mut self) {
        self.before = self.changes.len();
        self.written.clear();
    }

    /// The work is undone.
    pub fn undo(&mut self) {
        self.changes.truncate(self.before);
        self.changes.splice(0..0, self.written.drain(..));
    }

    /// All that waits, to be written now.
    pub fn take(&mut self) -> Together {
        let changes = std::mem::take(&mut self.changes);
        self.written.extend_from_slice(&changes[..self.before]);
        self.before = 0;
        let mut together = Together::default();
        for change in changes {
            match change {
                Change::Count(s) => {
                    let alike = [s.campaign, s.form, s.place, s.interviewer, s.status.code().to_owned()];
                    *together.counts.entry(alike).or_default() += 1;
                }
                Change::Sent(campaign, username, at) => {
                    let last = together.sent.entry((campaign, username)).or_insert(at);
                    *last = at.max(*last);
                }
                Change::Stand(campaign, from, to) => {
                    let last = together.stands.iter_mut().rev().find(|(own, _, _)| *own == campaign);
                    match last.filter(|(_, _, stands)| *stands == from) {
                        Some((_, _, stands)) => *stands = to,
                        None => together.stands.push((campaign, from, to)),
                    }
                }
                Change::Revision(campaign) if together.revisions.contains(&campaign) => {}
                Change::Revision(campaign) => together.revisions.push(campaign),
            }
        }
        together
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn revision(campaign: &str) -> Change {
        Change::Revision(campaign.to_owned())
    }

    #[test]
    fn undoing_work_leaves_what_work_before_it_put_off_also_where_it_had_that_written() {
        let mut later = Later::default();
        later.begin();
        later.put(revision("a"));
        later.begin();
        later.put(revision("b"));
        assert_eq!(later.take().revisions, ["a", "b"]);
        later.put(revision("c"));
        later.undo();
        assert_eq!(later.take().revisions, ["a"]);
        later.begin();
        later.undo();
        assert!(later.take().revisions.is_empty());
    }
}
