//! What was keyed of a paper, filled into its form by the engine that interviews run on: so that the ballot is what a tablet's would be.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::time;
use shared::ballot::{Ballot, Header, Mode};
use shared::check::Checked;
use shared::form::{Instance, MAX_FAULTS, Meta, Moment, Surroundings};
use shared::problem::{Diagnostic, Location, Problem};
use shared::wire::PaperEntry;
use uuid::Uuid;

use crate::service::{Error, KnownCampaign};
use crate::store::BatchRow;

/// A paper in its form.
pub struct Filled {
    /// What would be sealed.
    pub ballot: Ballot,
    /// What the check says of it.
    pub checked: Checked,
    /// The same, each where it stands on the paper.
    pub faults: Vec<Diagnostic>,
}

impl Filled {
    /// Fills it in. What names no field of the form is refused.
    pub fn of(
        known: &KnownCampaign,
        batch: &BatchRow,
        (paper, id): (u32, Uuid),
        entry: &PaperEntry,
        now: Timestamp,
    ) -> Result<Self, Error> {
        let Some(back) = &batch.back else {
            return Err(Error::conflict(Problem::new("papers.not_back").with("n", batch.position)));
        };
        let form = &batch.what.form;
        let absent = || Problem::new("papers.no_form").with("form", form);
        let version = known.version(form, &batch.version).ok_or_else(|| Error::conflict(absent()))?;
        let plan = version.plan.as_ref().map_err(|problem| Error::conflict(problem.clone()))?;
        if let Some([answer, _]) = entry.answers.array_windows().find(|[one, next]| one.path == next.path) {
            return Err(Error::invalid(Problem::new("papers.field_twice").with("path", &answer.path)));
        }
        let surroundings = surroundings(known, batch);
        let fields = version.definition.fields(&surroundings);
        let answered = entry.answers.iter().map(|answer| &answer.path);
        if let Some(path) = entry.unreadable.iter().find(|path| answered.clone().any(|it| it == *path)) {
            return Err(Error::invalid(Problem::new("papers.field_twice").with("path", path)));
        }
        for path in answered.chain(&entry.unreadable) {
            if !fields.iter().any(|field| field.path == *path) {
                return Err(Error::invalid(Problem::new("papers.no_field").with("path", path)));
            }
        }
        // Noon of the day on which it came back; nobody knows more of when it was filled in.
        let noon = back.day.date().to_datetime(time(12, 0, 0, 0)).to_zoned(known.forms.zone().clone());
        let finished = noon.map_or(now, |noon| noon.timestamp().min(now));
        let header = Header {
            id,
            campaign: known.campaign.settings.id.clone(),
            form: form.clone(),
            version: batch.version.clone(),
            definition: version.digest,
            place: batch.what.place.clone(),
            mode: Mode::Paper,
            interviewer: None,
            started: finished,
            finished,
            replaces: None,
            consented: None,
        };
        let offset = known.forms.zone().to_offset(finished);
        let mut instance = Instance::on(Arc::clone(plan), &surroundings, Meta::of(&header, offset));
        instance.load(entry.answers.iter().map(|it| (&*it.path, &*it.answer)));
        instance.finish(Moment { at: finished, offset });
        let ballot = Ballot { header, answers: instance.answers() };
        let checked = known.forms.check(&known.campaign, &ballot);
        let path = |fault: &Problem| {
            let said = |name: &str| fault.params.get(name).map(String::as_str);
            let is_it = |field: &&shared::form::Field<'_>| {
                Some(&*field.asked.question.name) == said("question") && field.unit.as_deref() == said("unit")
            };
            fields.iter().find(is_it).map(|field| field.path.clone())
        };
        let at = |fault: &Problem| Location { row: Some(paper), column: path(fault), ..Location::default() };
        let mut faults: Vec<_> =
            checked.faults.iter().map(|fault| Diagnostic::fault(at(fault), fault.clone())).collect();
        // The check names no more than so many.
        let passed_over = match checked.faults.len() {
            MAX_FAULTS => instance.faults().len().saturating_sub(MAX_FAULTS),
            _ => 0,
        };
        // What no question leads to is no part of the ballot: somebody looks again whether the paper says so.
        for field in fields.iter().filter(|field| instance.asked(&field.path).is_none()) {
            if entry.answers.iter().any(|answer| answer.path == field.path) {
                let number = field.asked.number.to_string();
                let named =
                    field.unit.as_ref().map_or_else(|| number.clone(), |unit| format!("{number} ({unit})"));
                let location =
                    Location { row: Some(paper), column: Some(field.path.clone()), ..Location::default() };
                let problem = Problem::new("papers.not_asked").with("question", named);
                faults.push(Diagnostic::fault(location, problem));
            }
        }
        if passed_over > 0 {
            let location = Location { row: Some(paper), ..Location::default() };
            faults
                .push(Diagnostic::fault(location, Problem::new("papers.more_faults").with("n", passed_over)));
        }
        Ok(Self { ballot, checked, faults })
    }
}

/// Whether two entries say the same of one paper: both that it is spoiled, or both the same answers, as far as they are asked.
pub fn agree(
    known: &KnownCampaign,
    batch: &BatchRow,
    (one, other): (&PaperEntry, &PaperEntry),
    now: Timestamp,
) -> Result<bool, Error> {
    if !one.spoiled.is_empty() || !other.spoiled.is_empty() {
        return Ok(!one.spoiled.is_empty() && !other.spoiled.is_empty());
    }
    let answers = |entry| {
        Ok::<_, Error>(Filled::of(known, batch, (0, Uuid::nil()), &composed(entry), now)?.ballot.answers)
    };
    Ok(answers(one)? == answers(other)?)
}

/// An entry as it is compared: two people who type the same words type other signs, by their keyboards, and blanks at the end.
pub fn composed(entry: &PaperEntry) -> PaperEntry {
    let mut alike = entry.clone();
    for answer in &mut alike.answers {
        answer.answer = shared::sheet::composed(answer.answer.trim());
    }
    alike
}

/// The surroundings in which a batch was handed out.
pub fn surroundings(known: &KnownCampaign, batch: &BatchRow) -> Surroundings {
    known.campaign.surroundings(&batch.what.place)
}
