//! ballots.jsonl, line by line: what counts goes into the tallies (rule 1), what is wrong becomes a diagnostic.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{Tallies, ballot_fault, line, tally};
use crate::ballot::BallotLine;
use crate::campaign::Campaign;
use crate::problem::Diagnostic;
use crate::wire::Status;

/// A ballots.jsonl that is being read. It holds one line at a time, however long the file is.
pub struct BallotFile<'a> {
    campaign: &'a Campaign,
    name: &'a str,
    lines: u32,
    counted: BTreeSet<Uuid>,
    tallies: Tallies,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> BallotFile<'a> {
    /// Begins a file; the name is for diagnostics.
    pub fn begin(campaign: &'a Campaign, name: &'a str) -> Self {
        let (counted, tallies, diagnostics) = Default::default();
        Self { campaign, name, lines: 0, counted, tallies, diagnostics }
    }

    /// Reads the next line. Gives the ballot back where it is valid, without fault and the first of its id: where it counts.
    ///
    /// A ballot that does not count is not judged: one in quarantine may well name an unknown version.
    pub fn line(&mut self, text: &[u8]) -> Option<BallotLine> {
        self.lines += 1;
        let ballot: BallotLine = match line::read("ballots.unreadable", text)? {
            Ok(ballot) => ballot,
            Err(problem) => {
                self.diagnostics.push(line::at(self.name, self.lines, problem));
                return None;
            }
        };
        if ballot.status != Status::Valid || !self.counted.insert(ballot.id) {
            return None;
        }
        let faults = ballot_fault::ballot_faults(self.campaign, &ballot);
        if !faults.is_empty() {
            let (name, at) = (self.name, self.lines);
            self.diagnostics.extend(faults.into_iter().map(|problem| line::at(name, at, problem)));
            return None;
        }
        let definition = self.campaign.definition_version(&ballot.form, &ballot.version)?;
        self.tallies.add(tally(definition, &ballot.answers));
        Some(ballot)
    }

    /// What was counted, and what is wrong with the file.
    pub fn end(self) -> (Tallies, Vec<Diagnostic>) {
        (self.tallies, self.diagnostics)
    }
}

#[cfg(test)]
mod tests;
