//! ballots.jsonl, line by line: what counts goes into the tallies (rule 1), what is wrong or doubtful becomes a diagnostic.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{Marks, Scheme, Tallies};
use crate::ballot::{Ballot, Decided, Digest, Header, Reason};
use crate::campaign::Campaign;
use crate::check::{Forms, Lines, Submission};
use crate::problem::{Diagnostic, Location};
use crate::wire::Status;

/// A ballots.jsonl that is being read. It holds one line at a time, however long the file is.
pub struct BallotFile<'a> {
    judge: BallotJudge<'a>,
    rows: u32,
    /// Of each ballot that counts its id, and the beginning of its digest.
    counted: BTreeMap<Uuid, u64>,
    tallies: Tallies,
    diagnostics: Vec<Diagnostic>,
}

/// What judges one line by itself, so that many can be judged at once.
#[derive(Clone)]
pub struct BallotJudge<'a> {
    scheme: &'a Scheme,
    lines: Lines<'a>,
}

/// A line by itself.
pub struct JudgedBallot(Result<FileBallot, Diagnostic>);

/// A ballot of a file that was judged. What was said in it is let go of where it was judged.
pub struct FileBallot {
    /// What it says about itself.
    pub header: Header,
    /// The digest of what would be sealed.
    pub digest: Digest,
    /// What the file says.
    pub status: Status,
    /// Where a person decided.
    pub decision: Option<Decided>,
    at: Location,
    diagnostics: Vec<Diagnostic>,
    marks: Option<Marks>,
}

impl BallotJudge<'_> {
    /// Judges a line; `None` where it is blank.
    pub fn judge(&self, row: u32, text: &[u8]) -> Option<JudgedBallot> {
        Some(JudgedBallot(self.lines.read_at(row, text)?.map(|submission| self.judged(submission))))
    }

    fn judged(&self, submission: Submission) -> FileBallot {
        let diagnostics = submission.diagnostics();
        let counts = submission.status == Status::Valid && !diagnostics.iter().any(Diagnostic::is_fault);
        let Submission { at, ballot: Ballot { header, answers }, sealed, status, decision, .. } = submission;
        let marks = counts.then(|| self.scheme.marks(&header.form, &header.version, &answers)).flatten();
        FileBallot { header, digest: sealed.digest, status, decision, at, diagnostics, marks }
    }
}

impl<'a> BallotFile<'a> {
    /// Begins a file; the name is for diagnostics.
    pub fn begin(campaign: &'a Campaign, forms: &'a Forms, scheme: &'a Scheme, name: &str) -> Self {
        let (rows, counted, tallies, diagnostics) = Default::default();
        let judge = BallotJudge { scheme, lines: Lines::begin(campaign, forms, name) };
        Self { judge, rows, counted, tallies, diagnostics }
    }

    /// What judges its lines.
    pub fn judge(&self) -> BallotJudge<'a> {
        self.judge.clone()
    }

    /// Reads the next line; tells whether the ballot counts.
    pub fn line(&mut self, text: &[u8]) -> bool {
        self.rows += 1;
        self.judge.judge(self.rows, text).is_some_and(|judged| self.take(judged))
    }

    /// Takes the next line, as it was judged. Tells whether the ballot counts: valid, the first of its id, and nothing in it
    /// would be counted wrong.
    ///
    /// A ballot that does not count is not judged: one in quarantine may well name an unknown version.
    pub fn take(&mut self, judged: JudgedBallot) -> bool {
        self.take_and_tell(judged, &mut |_, _| ())
    }

    /// The same, and tells of each ballot that can be read, and what it adds where it counts.
    pub fn take_and_tell(
        &mut self,
        judged: JudgedBallot,
        each: &mut dyn FnMut(&FileBallot, Option<&Marks>),
    ) -> bool {
        let mut ballot = match judged.0 {
            Ok(ballot) => ballot,
            Err(unreadable) => {
                self.diagnostics.push(unreadable);
                return false;
            }
        };
        if ballot.status == Status::Valid && !self.is_first(&ballot) {
            each(&ballot, None);
            return false;
        }
        self.diagnostics.append(&mut ballot.diagnostics);
        each(&ballot, ballot.marks.as_ref());
        let Some(marks) = &ballot.marks else { return false };
        self.tallies.add(marks);
        true
    }

    /// Whether no valid ballot of its id came before. One of other content that is left aside is named.
    fn is_first(&mut self, ballot: &FileBallot) -> bool {
        let (id, digest) = (ballot.header.id, ballot.digest.short());
        let Some(before) = self.counted.get(&id) else {
            self.counted.insert(id, digest);
            return true;
        };
        if *before != digest {
            let at = ballot.at.clone();
            self.diagnostics.push(Diagnostic::warning(at, Reason::SameId.problem()));
        }
        false
    }

    /// What was counted, and what is wrong with the file or should be looked at.
    pub fn end(self) -> (Tallies, Vec<Diagnostic>) {
        (self.tallies, self.diagnostics)
    }
}

#[cfg(test)]
mod tests;
