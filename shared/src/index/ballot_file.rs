//! ballots.jsonl, line by line: what counts goes into the tallies (rule 1), what is wrong or doubtful becomes a diagnostic.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{Scheme, Tallies};
use crate::ballot::{Digest, Reason};
use crate::campaign::Campaign;
use crate::check::{Forms, Lines, Submission};
use crate::problem::Diagnostic;
use crate::wire::Status;

/// A ballots.jsonl that is being read. It holds one line at a time, however long the file is.
pub struct BallotFile<'a> {
    scheme: &'a Scheme,
    lines: Lines<'a>,
    counted: BTreeMap<Uuid, Digest>,
    tallies: Tallies,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> BallotFile<'a> {
    /// Begins a file; the name is for diagnostics.
    pub fn begin(campaign: &'a Campaign, forms: &'a Forms, scheme: &'a Scheme, name: &str) -> Self {
        let (counted, tallies, diagnostics) = Default::default();
        Self { scheme, lines: Lines::begin(campaign, forms, name), counted, tallies, diagnostics }
    }

    /// Reads the next line. Tells whether the ballot counts: valid, the first of its id, and nothing in it would be
    /// counted wrong.
    ///
    /// A ballot that does not count is not judged: one in quarantine may well name an unknown version.
    pub fn line(&mut self, text: &[u8]) -> bool {
        let submission = match self.lines.read(text) {
            None => return false,
            Some(Ok(submission)) => submission,
            Some(Err(unreadable)) => {
                self.diagnostics.push(unreadable);
                return false;
            }
        };
        if submission.status == Status::Valid && !self.is_first(&submission) {
            return false;
        }
        self.diagnostics.extend(submission.diagnostics());
        if submission.status != Status::Valid || submission.is_refused() {
            return false;
        }
        let (header, answers) = (&submission.ballot.header, &submission.ballot.answers);
        let Some(marks) = self.scheme.marks(&header.form, &header.version, answers) else { return false };
        self.tallies.add(&marks);
        true
    }

    /// Whether no valid ballot of its id came before. One of other content that is left aside is named.
    fn is_first(&mut self, submission: &Submission) -> bool {
        let (id, digest) = (submission.ballot.header.id, submission.sealed.digest);
        let Some(before) = self.counted.get(&id) else {
            self.counted.insert(id, digest);
            return true;
        };
        if *before != digest {
            let at = submission.at.clone();
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
