//! The lines of a ballots.jsonl become sealed ballots, with the status that the file gives them. What the check doubts
//! waits for a person, unless one has decided before.

use jiff::Timestamp;
use shared::ballot::{Ballot, Decided, Reason, Sealed};
use shared::check::{Lines, Submission};
use shared::problem::{Diagnostic, Problem};
use shared::wire::{Decision, ReviewRow, Status};

use super::{File, Imported};
use crate::service::tallied::marks;
use crate::service::{Error, KnownCampaign, accept, effect, review};
use crate::store::{NewBallot, Repositories, StoreError};

/// Keeps the ballots of all lines that are right, and says what is wrong with the others. What is kept and doubted is
/// named in `imported`.
pub fn keep_all(
    store: &dyn Repositories,
    known: &KnownCampaign,
    file: &File,
    received: Timestamp,
    imported: &mut Imported,
) -> Result<Vec<Diagnostic>, StoreError> {
    let mut wrong = Vec::new();
    let mut lines = Lines::begin(&known.campaign, &known.forms, &file.name);
    for (_, text) in file.lines() {
        match lines.read(text) {
            None => {}
            Some(Err(unreadable)) => wrong.push(unreadable),
            Some(Ok(submission)) if submission.is_refused() => wrong.extend(submission.diagnostics()),
            Some(Ok(submission)) => wrong.extend(keep(store, known, &submission, received, imported)?),
        }
    }
    Ok(wrong)
}

/// Keeps one ballot, or says why not.
fn keep(
    store: &dyn Repositories,
    known: &KnownCampaign,
    submission: &Submission,
    received: Timestamp,
    imported: &mut Imported,
) -> Result<Option<Diagnostic>, StoreError> {
    let Submission { ballot, sealed, status, decision, .. } = submission;
    let header = &ballot.header;
    if let Err(problem) = reads_again(ballot, sealed) {
        return Ok(Some(Diagnostic::fault(submission.at.clone(), problem)));
    }
    let before = store.ballots_with_id(&header.campaign, header.id)?;
    if before.iter().any(|same| same.digest == sealed.digest) {
        imported.known_ballots += 1;
        return Ok(None);
    }
    if decision.is_some() && status.counts() {
        match review::refuse_twin(store, &header.campaign, header.id, None) {
            Err(Error::Store(error)) => return Err(error),
            Err(Error::Refused(_, problem)) => {
                return Ok(Some(Diagnostic::fault(submission.at.clone(), problem)));
            }
            _ => {}
        }
    }
    let twin = (!before.is_empty()).then(|| Reason::SameId.problem());
    let mut doubts = submission.diagnostics();
    if decision.is_none() && status.counts() {
        doubts.extend(twin.iter().map(|twin| Diagnostic::warning(submission.at.clone(), twin.clone())));
    }
    let new = NewBallot {
        campaign: header.campaign.clone(),
        id: header.id,
        digest: sealed.digest,
        bytes: sealed.bytes.clone(),
        received,
        clock_offset_ms: submission.clock_offset_ms,
        sent_by: None,
        arrived: if doubts.is_empty() { *status } else { Status::Pending },
        reasons: twin
            .into_iter()
            .chain(written(*status).filter(|_| decision.is_none()))
            .chain(submission.checked.faults.clone())
            .collect(),
    };
    let more = marks(known, new.arrived, ballot);
    let position = accept::keep(store, Some(known), ballot, &new, more)?;
    if let Some(decided) = decision {
        // It arrived as what was decided: there is nothing to move.
        store.put_review(&new.campaign, position, &row(*status, decided))?;
        effect::review_is_in(store, &new.campaign)?;
    }
    imported.ballots += 1;
    imported.doubted += usize::from(!doubts.is_empty());
    imported.doubts.extend(doubts);
    Ok(None)
}

/// What is stored can be read again: the very bytes are opened before, and must give the same ballot.
fn reads_again(ballot: &Ballot, sealed: &Sealed) -> Result<(), Problem> {
    let cause = match Ballot::open(&sealed.bytes) {
        Ok(again) if again == *ballot => return Ok(()),
        Ok(_) => "a number has more digits than can be kept".to_owned(),
        Err(cause) => cause.to_string(),
    };
    Err(Problem::new("ballots.not_kept").with("cause", cause))
}

/// What keeps a ballot from counting because the file says so.
fn written(status: Status) -> Option<Problem> {
    match status {
        Status::Pending => Some(Reason::ImportedPending.problem()),
        Status::Rejected => Some(Reason::ImportedRejected.problem()),
        Status::Valid | Status::ScreenedOut => None,
    }
}

/// A decision as it is kept: what was decided is what the line says.
fn row(status: Status, decided: &Decided) -> ReviewRow {
    let decision = match status {
        Status::Valid | Status::ScreenedOut => Decision::Accept,
        Status::Rejected => Decision::Reject,
        Status::Pending => Decision::Reopen,
    };
    ReviewRow { decision, reason: decided.reason.clone(), by: decided.by.clone(), at: decided.at }
}
