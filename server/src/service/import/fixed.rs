//! What no import changes: a form version, which tablets out there fill in, whether a campaign is for practice, whose ballots
//! never count, and, for the longer, until when what tells who people are is kept, which they were told.

use jiff::Timestamp;
use shared::campaign::Campaign;
use shared::problem::{Diagnostic, Location, Problem};

use crate::package::CAMPAIGN;
use crate::service::KnownCampaign;
use crate::service::expire::Left;

/// Refuses what is here otherwise; gives the number of form versions that are new. `left` is what is here that goes after the last day.
pub fn check(stored: Option<&Campaign>, campaign: &Campaign, left: Left) -> Result<usize, Vec<Diagnostic>> {
    let (mut new, mut diagnostics) = (0, Vec::new());
    let settings = &campaign.settings;
    let fault = |problem| Diagnostic::fault(in_settings(), problem);
    if stored.is_some_and(|stored| stored.settings.practice != settings.practice) {
        let code = if settings.practice { "import.not_practice" } else { "import.practice" };
        diagnostics.push(fault(Problem::new(code).with("campaign", &settings.id)));
    }
    let told = stored.filter(|_| left.all() > 0).and_then(|stored| stored.settings.notice.kept_until);
    if let Some(day) = told.filter(|day| settings.notice.kept_until.is_none_or(|until| until > *day)) {
        diagnostics.push(fault(Problem::new("import.kept_longer").with("day", day)));
    }
    for definition in &campaign.definitions {
        let (form, version) = (&definition.id, &definition.version);
        match stored.and_then(|stored| stored.definition_version(form, version)) {
            None => new += 1,
            Some(known) if known.is_same_version(definition) => {}
            Some(_) => {
                let file = campaign.forms.iter().find(|row| row.form == *form).map(|row| row.file.clone());
                let at = Location { file: file.unwrap_or_default(), ..Location::default() };
                let problem = Problem::new("import.version_changed").with("form", form);
                diagnostics.push(Diagnostic::fault(at, problem.with("version", version)));
            }
        }
    }
    if diagnostics.is_empty() { Ok(new) } else { Err(diagnostics) }
}

/// What goes by another last day than people were told, as a warning before and after the import.
pub fn shortened(
    known: &KnownCampaign,
    campaign: &Campaign,
    left: Left,
    now: Timestamp,
) -> Option<Diagnostic> {
    let [before, day] = [&known.campaign, campaign].map(|it| it.settings.keeps_until());
    let day = day.filter(|day| left.all() > 0 && before != Some(*day))?;
    let code = if day < known.today(now) { "import.goes_now" } else { "import.goes_then" };
    let problem = Problem::new(code).with("day", day).with("told", left.told).with("codes", left.invitations);
    Some(Diagnostic::warning(in_settings(), problem.with("ballots", left.ballots)))
}

fn in_settings() -> Location {
    Location { file: CAMPAIGN.to_owned(), sheet: Some("settings".to_owned()), ..Location::default() }
}
