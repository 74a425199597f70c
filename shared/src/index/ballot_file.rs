//! ballots.jsonl, line by line: what counts goes into the tallies (rule 1), what is wrong or doubtful becomes a diagnostic.

use std::collections::BTreeMap;
use std::convert::Infallible;

use uuid::Uuid;

use super::{Marks, Scheme, Tallies};
use crate::ballot::{Ballot, Decided, Digest, DoneAgain, Header, Interviews, Reason, beside};
use crate::campaign::Campaign;
use crate::check::{Forms, Lines, Submission};
use crate::problem::{Diagnostic, Location, Problem};
use crate::wire::Status;

/// A ballots.jsonl that is being read. It holds one line at a time, however long the file is.
pub struct BallotFile<'a> {
    judge: BallotJudge<'a>,
    rows: u32,
    before: Before,
    tallies: Tallies,
    diagnostics: Vec<Diagnostic>,
}

/// The ballots of the lines before.
#[derive(Default)]
struct Before {
    /// Of each id the beginning of the digest of the one that is valid.
    valid: BTreeMap<Uuid, u64>,
    /// Those that are not rejected and that nobody decided about, with their lines.
    standing: BTreeMap<Uuid, u32>,
    done_again: DoneAgain,
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
        let (rows, before, tallies, diagnostics) = Default::default();
        let judge = BallotJudge { scheme, lines: Lines::begin(campaign, forms, name) };
        Self { judge, rows, before, tallies, diagnostics }
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

    /// Takes the next line, as it was judged. Tells whether the ballot counts: valid, the first of its id and of its interview
    /// where nobody decided otherwise, and nothing in it would be counted wrong.
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
        let stands = self.before.beside(&ballot);
        self.before.add(&ballot);
        if ballot.status == Status::Valid && !self.is_first(&ballot) {
            each(&ballot, None);
            return false;
        }
        self.diagnostics.append(&mut ballot.diagnostics);
        if let Some(line) = stands {
            let problem = Problem::new("ballots.done_again").with("line", line);
            self.diagnostics.push(Diagnostic::warning(ballot.at.clone(), problem));
            each(&ballot, None);
            return false;
        }
        each(&ballot, ballot.marks.as_ref());
        let Some(marks) = &ballot.marks else { return false };
        self.tallies.add(marks);
        true
    }

    /// Whether no valid ballot of its id came before. One of other content that is left aside is named.
    fn is_first(&mut self, ballot: &FileBallot) -> bool {
        let (id, digest) = (ballot.header.id, ballot.digest.short());
        let Some(before) = self.before.valid.get(&id) else {
            self.before.valid.insert(id, digest);
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

impl Before {
    /// The line of another ballot that keeps this one from counting: of the same interview, and nobody decided about either.
    fn beside(&self, ballot: &FileBallot) -> Option<u32> {
        let asks = ballot.status.counts() && ballot.decision.is_none();
        asks.then(|| beside(self, &ballot.header).unwrap_or_else(|never| match never {})).flatten()
    }

    fn add(&mut self, ballot: &FileBallot) {
        self.done_again.add(&ballot.header);
        if ballot.status != Status::Rejected && ballot.decision.is_none() {
            self.standing.entry(ballot.header.id).or_insert(ballot.at.row.unwrap_or_default());
        }
    }
}

impl Interviews for Before {
    type Error = Infallible;
    type Standing = u32;

    fn replaced(&self, id: Uuid) -> Result<Vec<Uuid>, Infallible> {
        Ok(self.done_again.replaced(id).collect())
    }

    fn made_instead(&self, id: Uuid) -> Result<Vec<Uuid>, Infallible> {
        Ok(self.done_again.made_instead(id).collect())
    }

    fn standing(&self, id: Uuid) -> Result<Option<u32>, Infallible> {
        Ok(self.standing.get(&id).copied())
    }
}

#[cfg(test)]
mod tests;
