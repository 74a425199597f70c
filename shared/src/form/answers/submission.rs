//! The lines of a ballots.jsonl, read and checked. What a person decided stands, whatever the check finds.

use super::check::Checked;
use super::{Forms, Reason};
use crate::ballot::{Ballot, BallotLine, Decided, Header};
use crate::campaign::Campaign;
use crate::jsonl;
use crate::problem::{Diagnostic, Location, Problem};
use crate::wire::Status;

/// A ballots.jsonl that is being read, line by line.
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
    /// What the file says.
    pub status: Status,
    /// Where a person decided.
    pub decision: Option<Decided>,
    /// What the content tells.
    pub checked: Checked,
}

impl<'a> Lines<'a> {
    /// Begins a file; the name is for diagnostics.
    pub fn begin(campaign: &'a Campaign, forms: &'a Forms, file: &str) -> Self {
        Self { campaign, forms, at: Location { file: file.to_owned(), row: Some(0), ..Location::default() } }
    }

    /// Reads the next line; `None` where it is blank, and what is wrong where it cannot be a ballot here.
    pub fn read(&mut self, text: &[u8]) -> Option<Result<Submission, Box<Unreadable>>> {
        self.at.row = self.at.row.map(|row| row + 1);
        let fault = |at: Location, status, problem| {
            Box::new(Unreadable { status, diagnostic: Diagnostic::fault(at, problem) })
        };
        let line = match jsonl::read::<BallotLine>("ballots.unreadable", text)? {
            Ok(line) => line,
            Err(problem) => return Some(Err(fault(self.at.clone(), None, problem))),
        };
        let at = Location { ballot: Some(line.id.to_string()), ..self.at.clone() };
        let status = line.status;
        Some(self.submission(at.clone(), line).map_err(|problem| fault(at, Some(status), problem)))
    }

    fn submission(&self, at: Location, line: BallotLine) -> Result<Submission, Problem> {
        let Some(version) = self.forms.version(&line.form, &line.version) else {
            return Err(self.forms.unknown_version(self.campaign, &line.form, &line.version));
        };
        let group = self.doubt_group(&line);
        let header = Header {
            id: line.id,
            campaign: self.campaign.settings.id.clone(),
            form: line.form,
            version: line.version,
            definition: version.digest,
            place: line.place,
            mode: line.mode,
            interviewer: line.interviewer,
            started: line.started,
            finished: line.finished,
        };
        let ballot = Ballot { header, answers: line.answers };
        let mut checked = self.forms.check(self.campaign, &ballot);
        checked.faults.extend(group);
        if checked.faults.is_empty() && line.status.counts() && line.status != checked.status {
            let problem = Reason::StatusDiffers.problem().with("written", line.status.code());
            checked.faults.push(problem.with("judged", checked.status.code()));
        }
        Ok(Submission { at, ballot, status: line.status, decision: line.decision, checked })
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

/// A line that is no ballot of this campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The status that it gives, where that could be read.
    pub status: Option<Status>,
    /// What is wrong.
    pub diagnostic: Diagnostic,
}

impl Submission {
    /// Whether the check may say something: what a person decided stands, and what does not count may well have faults.
    fn is_open(&self) -> bool {
        self.decision.is_none() && self.status.counts()
    }

    /// Whether it says that it counts, nobody decided so, and the check has something against it.
    pub fn is_doubted(&self) -> bool {
        self.is_open() && !self.checked.faults.is_empty()
    }

    /// Whether it cannot be counted as it stands.
    pub fn is_refused(&self) -> bool {
        self.is_open() && self.status == Status::Valid && self.checked.faults.iter().any(Reason::broke)
    }

    /// What the check has against it: faults where it is refused for them, else warnings.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let faults = self.checked.faults.iter().filter(|_| self.is_open());
        let level = |problem: &Problem| {
            let refused = self.status == Status::Valid && Reason::broke(problem);
            if refused { Diagnostic::fault } else { Diagnostic::warning }
        };
        faults.map(|problem| level(problem)(self.at.clone(), problem.clone())).collect()
    }
}
