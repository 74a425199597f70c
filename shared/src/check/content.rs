//! The check of a ballot's content: what it says about itself, and what the respondent said.

use super::Forms;
use crate::ballot::{Ballot, Header, Reason, Status};
use crate::campaign::Campaign;
use crate::form::Meta;
use crate::problem::Problem;

/// What the content of a ballot tells by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The status that it has where it counts: valid or screened out.
    pub status: Status,
    /// Why it should not count as it stands.
    pub faults: Vec<Problem>,
}

impl Checked {
    /// Nothing speaks against it.
    pub fn right() -> Self {
        Self { status: Status::Valid, faults: Vec::new() }
    }
}

impl Forms {
    /// Checks a ballot of the campaign that the forms belong to.
    pub fn check(&self, campaign: &Campaign, ballot: &Ballot) -> Checked {
        let mut checked = Checked::right();
        let header = &ballot.header;
        checked.faults = self.check_header(campaign, header);
        let Some(version) = self.version(&header.form, &header.version) else {
            return checked;
        };
        let plan = match &version.plan {
            Ok(plan) => plan,
            Err(problem) => {
                checked.faults.push(problem.clone());
                return checked;
            }
        };
        let surroundings = campaign.surroundings_among(self.units.clone(), &header.place);
        let meta = Meta::of(header, self.zone.to_offset(header.finished));
        let outcome = plan.check(&surroundings, &meta, &ballot.answers);
        if outcome.screened_out {
            checked.status = Status::ScreenedOut;
        }
        checked.faults.extend(outcome.faults);
        checked
    }

    /// The answers of a ballot for another on the version of its form that is current: none where there is no such form.
    pub fn copied(&self, campaign: &Campaign, ballot: &Ballot) -> Vec<(String, String)> {
        let header = &ballot.header;
        let current = campaign.definition(&header.form);
        let version = current.and_then(|definition| self.version(&header.form, &definition.version));
        let Some(Ok(plan)) = version.map(|version| &version.plan) else { return Vec::new() };
        let surroundings = campaign.surroundings_among(self.units.clone(), &header.place);
        let meta = Meta::of(header, self.zone.to_offset(header.finished));
        plan.copied(&surroundings, &meta, &ballot.answers)
    }

    /// What speaks against what a ballot says about itself, or an interview that gave none.
    pub fn check_header(&self, campaign: &Campaign, header: &Header) -> Vec<Problem> {
        let mut faults = Vec::new();
        let version = self.version(&header.form, &header.version);
        if version.is_none() {
            faults.push(unknown_version(campaign, &header.form, &header.version));
        }
        if !campaign.has_place(&header.place) {
            faults.push(Reason::PlaceUnknown.problem().with("place", &header.place));
        }
        if header.finished < header.started {
            let problem = Reason::FinishedBeforeStarted.problem();
            let problem = problem.with("started", self.shown(header.started));
            faults.push(problem.with("finished", self.shown(header.finished)));
        }
        if version.is_some_and(|version| version.digest != header.definition) {
            let problem = Reason::DefinitionDiffers.problem().with("form", &header.form);
            faults.push(problem.with("version", &header.version));
        }
        faults
    }
}

/// Why there is no such version here.
fn unknown_version(campaign: &Campaign, form: &str, version: &str) -> Problem {
    if campaign.forms.iter().any(|row| row.form == form) {
        Reason::VersionUnknown.problem().with("form", form).with("version", version)
    } else {
        Reason::FormUnknown.problem().with("form", form)
    }
}
