//! What the content of a ballot tells by itself: is it what this version of the form, at this place, could have given?

use shared::ballot::{Ballot, BallotLine};
use shared::index::ballot_faults;
use shared::problem::Problem;
use shared::wire::Status;

use crate::service::KnownCampaign;

/// What the content tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The status that it has where it counts: valid or screened out.
    pub status: Status,
    /// Why it should not count as it stands.
    pub faults: Vec<Problem>,
}

/// Judges the content. Of an unknown campaign nothing can be said here.
pub fn judge(known: Option<&KnownCampaign>, ballot: &Ballot) -> Judged {
    let mut judged = Judged { status: Status::Valid, faults: Vec::new() };
    let Some(known) = known else { return judged };
    let header = &ballot.header;
    let Some((_, digest)) = known.definition(&header.form, &header.version) else {
        let problem = if known.campaign.forms.iter().any(|form| form.form == header.form) {
            Problem::new("ballot.version_unknown").with("version", &header.version)
        } else {
            Problem::new("ballot.form_unknown")
        };
        judged.faults.push(problem.with("form", &header.form));
        return judged;
    };
    if digest != header.definition {
        let problem = Problem::new("ballot.definition_differs");
        judged.faults.push(problem.with("form", &header.form).with("version", &header.version));
    }
    let header = ballot.header.clone();
    let line = BallotLine {
        id: header.id,
        form: header.form,
        version: header.version,
        group: String::new(),
        place: header.place,
        interviewer: header.interviewer,
        mode: header.mode,
        started: header.started,
        finished: header.finished,
        status: Status::Valid,
        answers: ballot.answers.clone(),
    };
    judged.faults.extend(ballot_faults(&known.campaign, &line));
    judged
}
