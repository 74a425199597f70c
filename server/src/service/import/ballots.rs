//! A line of a ballots.jsonl becomes a sealed ballot, with the status that the file gives it. What the check doubts waits for a
//! person, unless one has decided before.

use jiff::Timestamp;
use shared::ballot::{Decided, Header, Reason, Sealed};
use shared::check::Submission;
use shared::problem::{Diagnostic, Location, Problem};
use shared::wire::{Decision, ReviewRow, Status};

use super::{ImportError, Imported};
use crate::service::{Error, accept, effect, review};
use crate::store::{NewBallot, Repositories, StoreError};

/// A ballot of a file that was judged. Its answers are sealed: who judged them lets go of them.
#[derive(Debug)]
pub struct Filed {
    /// Where it stands.
    pub at: Location,
    /// What it says about itself.
    pub header: Header,
    /// The ballot.
    pub sealed: Sealed,
    /// What the file says.
    pub status: Status,
    /// Where a person decided.
    pub decision: Option<Decided>,
    /// Server clock minus device clock, where the file says it.
    pub clock_offset_ms: Option<i64>,
    /// What the check has against it.
    pub faults: Vec<Problem>,
    /// What of that people should look at.
    pub warnings: Vec<Diagnostic>,
    /// Whether it is [right](Submission::is_right).
    pub is_right: bool,
}

impl From<Submission> for Filed {
    fn from(judged: Submission) -> Self {
        let (warnings, is_right) = (judged.diagnostics(), judged.is_right());
        let Submission { at, ballot, sealed, status, decision, clock_offset_ms, checked } = judged;
        let (header, faults) = (ballot.header, checked.faults);
        Self { at, header, sealed, status, decision, clock_offset_ms, faults, warnings, is_right }
    }
}

/// What is here already under the id of a ballot.
pub struct Before {
    /// The very same ballot.
    pub same: bool,
    /// Any ballot.
    pub any: bool,
    /// One that counts, as what keeps another from counting.
    pub counts: Option<Problem>,
}

impl Before {
    /// As the transaction sees it.
    pub fn of(store: &dyn Repositories, Filed { header, sealed, .. }: &Filed) -> Result<Self, StoreError> {
        let before = store.ballots_with_id(&header.campaign, header.id)?;
        let same = before.iter().any(|same| same.digest == sealed.digest);
        if before.is_empty() {
            return Ok(Self { same: false, any: false, counts: None });
        }
        let counts = match review::refuse_twin(store, &header.campaign, header.id, None) {
            Ok(()) => None,
            Err(Error::Refused(_, problem)) => Some(problem),
            Err(Error::Store(error)) => return Err(error),
            Err(error) => return Err(StoreError::unreadable("a twin", error)),
        };
        Ok(Self { same, any: true, counts })
    }
}

/// What people should look at before a ballot counts: what the check says, and that there is another of its id.
pub fn doubts(filed: &Filed, twin: bool) -> Vec<Diagnostic> {
    let mut doubts = filed.warnings.clone();
    if twin && filed.decision.is_none() && filed.status.counts() {
        doubts.push(Diagnostic::warning(filed.at.clone(), Reason::SameId.problem()));
    }
    doubts
}

/// Keeps one ballot that was judged, where it is not here yet.
pub fn keep(
    store: &dyn Repositories,
    filed: Filed,
    received: Timestamp,
    imported: &mut Imported,
) -> Result<(), ImportError> {
    let before = Before::of(store, &filed)?;
    if before.same {
        imported.known_ballots += 1;
        return Ok(());
    }
    let mut doubts = doubts(&filed, before.any);
    let Filed { at, header, sealed, status, decision, clock_offset_ms, faults, .. } = filed;
    let asks = decision.is_none() && status.counts();
    let beside = match asks {
        true => accept::undecided_beside(store, &header)?,
        false => None,
    };
    doubts.extend(beside.clone().map(|problem| Diagnostic::warning(at.clone(), problem)));
    if let Some(twin) = before.counts.filter(|_| decision.is_some() && status.counts()) {
        // It came since all was checked.
        return Err(ImportError::Wrong(vec![Diagnostic::fault(at, twin)]));
    }
    let new = NewBallot {
        campaign: header.campaign.clone(),
        id: header.id,
        digest: sealed.digest,
        bytes: sealed.bytes,
        received,
        clock_offset_ms,
        sent_by: None,
        arrived: if doubts.is_empty() { status } else { Status::Pending },
        reasons: before
            .any
            .then(|| Reason::SameId.problem())
            .into_iter()
            .chain(written(status).filter(|_| decision.is_none()))
            .chain(faults)
            .chain(beside)
            .collect(),
    };
    // The tallies in memory find what they missed in the ground: most imports are a process that asks for none.
    let position = accept::keep(store, None, &header, &new, None)?;
    if let Some(decided) = &decision {
        // It arrived as what was decided: there is nothing to move.
        store.put_review(&new.campaign, position, &row(status, decided))?;
        effect::review_is_in(store, &new.campaign)?;
    }
    imported.ballots += 1;
    imported.doubted += usize::from(!doubts.is_empty());
    imported.pending += usize::from(doubts.is_empty() && status == Status::Pending);
    imported.doubts.extend(doubts);
    Ok(())
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
