//! The lines of a ballots.jsonl, read and checked. What a person decided stands, whatever the check finds.

use super::{Checked, Clock, Forms};
use crate::ballot::{Ballot, BallotLine, Decided, Digest, Header, MAX_BYTES, Reason, Sealed, Status};
use crate::campaign::Campaign;
use crate::jsonl;
use crate::problem::{Diagnostic, Level, Location, Problem};

/// A ballots.jsonl that is being read, line by line.
#[derive(Clone)]
pub struct Lines<'a> {
    campaign: &'a Campaign,
    forms: &'a Forms,
    at: Location,
}

/// A ballot as a file gives it, with what the check says of it.
pub struct Submission {
    /// Where it stands.
    pub at: Location,
    /// The ballot, on the version that it names.
    pub ballot: Ballot,
    /// The same, sealed.
    pub sealed: Sealed,
    /// What the file says.
    pub status: Status,
    /// Where a person decided.
    pub decision: Option<Decided>,
    /// Server clock minus device clock, where the file says it.
    pub clock_offset_ms: Option<i64>,
    /// What the content tells.
    pub checked: Checked,
}

impl<'a> Lines<'a> {
    /// Begins a file; the name is for diagnostics.
    pub fn begin(campaign: &'a Campaign, forms: &'a Forms, file: &str) -> Self {
        Self { campaign, forms, at: Location { file: file.to_owned(), row: Some(0), ..Location::default() } }
    }

    /// Reads the next line; `None` where it is blank, and what is wrong where it cannot be read.
    pub fn read(&mut self, text: &[u8]) -> Option<Result<Submission, Diagnostic>> {
        self.at.row = self.at.row.map(|row| row + 1);
        self.read_at(self.at.row.unwrap_or_default(), text)
    }

    /// The same of any line, by its number.
    pub fn read_at(&self, row: u32, text: &[u8]) -> Option<Result<Submission, Diagnostic>> {
        let (at, line) = match self.line(row, text)? {
            Ok(line) => line,
            Err(unreadable) => return Some(Err(unreadable)),
        };
        Some(match self.check(at, line) {
            large if large.sealed.bytes.len() > MAX_BYTES => {
                let kb = large.sealed.bytes.len().div_ceil(1024);
                let problem = Problem::new("ballots.too_large").with("kb", kb).with("most", MAX_BYTES / 1024);
                Err(Diagnostic::fault(large.at, problem))
            }
            submission => Ok(submission),
        })
    }

    /// The same of a line that was read before and [is right](Submission::is_right), without judging it again.
    pub fn read_right_at(&self, row: u32, text: &[u8]) -> Option<Result<Submission, Diagnostic>> {
        Some(self.line(row, text)?.map(|(at, line)| self.seal(at, line)))
    }

    fn line(&self, row: u32, text: &[u8]) -> Option<Result<(Location, BallotLine), Diagnostic>> {
        let mut at = Location { row: Some(row), ..self.at.clone() };
        Some(match jsonl::read_by("ballots.unreadable", text, BallotLine::from_value)? {
            Ok(line) => {
                at.ballot = Some(line.id.to_string());
                Ok((at, line))
            }
            Err(unreadable) => Err(Diagnostic::fault(at, unreadable)),
        })
    }

    fn check(&self, at: Location, line: BallotLine) -> Submission {
        let group = self.doubt_group(&line);
        let mut submission = self.seal(at, line);
        let Submission { ballot, status, clock_offset_ms, .. } = &submission;
        let mut checked = self.forms.check(self.campaign, ballot);
        checked.faults.extend(group);
        let finished = ballot.header.finished_by_server(*clock_offset_ms);
        checked.faults.extend(self.forms.outside_survey(&self.campaign.settings, finished, Clock::Unknown));
        if checked.faults.is_empty() && status.counts() && *status != checked.status {
            let problem = Reason::StatusDiffers.problem().with("written", status.code());
            checked.faults.push(problem.with("judged", checked.status.code()));
        }
        submission.checked = checked;
        submission
    }

    /// The ballot of a line, as if it were right.
    fn seal(&self, at: Location, line: BallotLine) -> Submission {
        let version = self.forms.version(&line.form, &line.version);
        let header = Header {
            id: line.id,
            campaign: self.campaign.settings.id.clone(),
            form: line.form,
            version: line.version,
            // Nobody knows what was filled in of a version that is not here.
            definition: version.map_or_else(|| Digest::of(b""), |version| version.digest),
            place: line.place,
            mode: line.mode,
            interviewer: line.interviewer,
            started: line.started,
            finished: line.finished,
            replaces: line.replaces,
            consented: line.consented,
        };
        let ballot = Ballot { header, answers: line.answers };
        let sealed = ballot.seal();
        let BallotLine { status, decision, clock_offset_ms, .. } = line;
        let checked = Checked { status, faults: Vec::new() };
        Submission { at, ballot, sealed, status, decision, clock_offset_ms, checked }
    }

    /// What counts is the group of the form; a line that says another one is of another form, or of another campaign.
    fn doubt_group(&self, line: &BallotLine) -> Option<Problem> {
        let about = |reason: Reason| reason.problem().with("group", &line.group);
        if !self.campaign.groups.iter().any(|group| group.code == line.group) {
            return Some(about(Reason::GroupUnknown));
        }
        let form = self.campaign.forms.iter().find(|row| row.form == line.form)?;
        (form.group != line.group)
            .then(|| about(Reason::GroupDiffers).with("form", &line.form).with("expected", &form.group))
    }
}

impl Submission {
    /// What a fault weighs. What does not count may well have faults; what a person decided stands whatever it has,
    /// but nobody can count answers to a form that is not here.
    fn weigh(&self, problem: &Problem) -> Option<Level> {
        let refused = match (self.status.counts(), &self.decision) {
            (false, _) => return None,
            (true, Some(_)) if Reason::lacks_form(problem) => true,
            (true, Some(_)) => return None,
            (true, None) => self.status == Status::Valid && Reason::broke(problem),
        };
        Some(if refused { Level::Fault } else { Level::Warning })
    }

    /// Whether nothing speaks against it, and the check says of it what its line says.
    pub fn is_right(&self) -> bool {
        self.checked.faults.is_empty() && self.checked.status == self.status
    }

    /// Whether it cannot be counted as it stands.
    pub fn is_refused(&self) -> bool {
        self.checked.faults.iter().any(|problem| self.weigh(problem) == Some(Level::Fault))
    }

    /// What the check has against it: faults where it is refused for them, else warnings.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let weighed = |problem: &Problem| {
            let level = self.weigh(problem)?;
            Some(Diagnostic { at: self.at.clone(), problem: problem.clone(), level })
        };
        self.checked.faults.iter().filter_map(weighed).collect()
    }
}
