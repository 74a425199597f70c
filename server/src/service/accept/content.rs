//! What the content of a ballot tells by itself: is it what this version of the form, at this place, could have given?

use shared::ballot::Ballot;
use shared::form::{Meta, Surroundings};
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
    let about = |code: &str| Problem::new(code).with("form", &header.form);
    let Some(version) = known.version(&header.form, &header.version) else {
        let problem = if known.campaign.forms.iter().any(|form| form.form == header.form) {
            about("ballot.version_unknown").with("version", &header.version)
        } else {
            about("ballot.form_unknown")
        };
        judged.faults.push(problem);
        return judged;
    };
    if version.digest != header.definition {
        judged.faults.push(about("ballot.definition_differs").with("version", &header.version));
    }
    let plan = match &version.plan {
        Ok(plan) => plan,
        Err(problem) => {
            judged.faults.push(problem.clone());
            return judged;
        }
    };
    let surroundings = Surroundings::of(&known.campaign, &header.place);
    let meta = Meta::of(header, known.zone.to_offset(header.finished));
    let judgement = plan.judge(&surroundings, &meta, &ballot.answers);
    if judgement.screened_out {
        judged.status = Status::ScreenedOut;
    }
    judged.faults.extend(judgement.faults);
    judged
}
