//! The lines of a ballots.jsonl become sealed ballots, with the status that the file gives them.

use jiff::Timestamp;
use shared::ballot::{Ballot, BallotLine, Header};
use shared::index::line;
use shared::problem::{Diagnostic, Problem};
use shared::wire::Status;

use super::{File, Imported};
use crate::service::{KnownCampaign, accept};
use crate::store::{NewBallot, Repositories, StoreError};

/// Keeps the ballots of all lines that are right, and says what is wrong with the others.
pub fn keep_all(
    store: &dyn Repositories,
    known: &KnownCampaign,
    file: &File,
    received: Timestamp,
    imported: &mut Imported,
) -> Result<Vec<Diagnostic>, StoreError> {
    let mut diagnostics = Vec::new();
    for (number, text) in file.lines() {
        let faults = match line::read::<BallotLine>("ballots.unreadable", text) {
            None => continue,
            Some(Err(problem)) => vec![problem],
            Some(Ok(ballot)) => keep(store, known, ballot, received, imported)?,
        };
        diagnostics.extend(faults.into_iter().map(|problem| line::at(&file.name, number, problem)));
    }
    Ok(diagnostics)
}

/// Keeps one ballot, or says why not.
fn keep(
    store: &dyn Repositories,
    known: &KnownCampaign,
    line: BallotLine,
    received: Timestamp,
    imported: &mut Imported,
) -> Result<Vec<Problem>, StoreError> {
    let status = line.status;
    let Some(ballot) = ballot(known, line) else {
        return Ok(vec![Problem::new("import.version_unknown")]);
    };
    let judged = accept::judge(Some(known), &ballot);
    // One that does not count may well have faults: they are why it does not.
    if counts(status) && !judged.faults.is_empty() {
        return Ok(judged.faults);
    }
    if counts(status) && judged.status != status {
        let problem = Problem::new("import.status_differs").with("written", status.code());
        return Ok(vec![problem.with("judged", judged.status.code())]);
    }
    let (sealed, header) = (ballot.seal(), &ballot.header);
    let before = store.ballots_with_id(&header.campaign, header.id)?;
    if before.iter().any(|(_, digest, _)| *digest == sealed.digest) {
        imported.known_ballots += 1;
        return Ok(Vec::new());
    }
    let twin = (!before.is_empty()).then(|| Problem::new("ballot.same_id_other_content"));
    let written = match status {
        Status::Pending => Some(Problem::new("ballot.imported_pending")),
        Status::Rejected => Some(Problem::new("ballot.imported_rejected")),
        Status::Valid | Status::ScreenedOut => None,
    };
    let new = NewBallot {
        campaign: header.campaign.clone(),
        id: header.id,
        digest: sealed.digest,
        bytes: sealed.bytes,
        received,
        clock_offset_ms: None,
        sent_by: None,
        arrived: if twin.is_some() && counts(status) { Status::Pending } else { status },
        reasons: twin.into_iter().chain(written).chain(judged.faults).collect(),
    };
    accept::keep(store, Some(known), &ballot, &new)?;
    imported.ballots += 1;
    Ok(Vec::new())
}

fn counts(status: Status) -> bool {
    matches!(status, Status::Valid | Status::ScreenedOut)
}

/// The ballot of a line, on the version that it names; `None` where that was never imported.
fn ballot(known: &KnownCampaign, line: BallotLine) -> Option<Ballot> {
    let definition = known.version(&line.form, &line.version)?.digest;
    let header = Header {
        id: line.id,
        campaign: known.campaign.settings.id.clone(),
        form: line.form,
        version: line.version,
        definition,
        place: line.place,
        mode: line.mode,
        interviewer: line.interviewer,
        started: line.started,
        finished: line.finished,
    };
    Some(Ballot { header, answers: line.answers })
}
