//! What no import changes: a form version, which tablets out there fill in, whether a campaign is for practice, whose ballots
//! never count, and, for the longer, until when what tells who people are is kept, which they were told.

use shared::campaign::Campaign;
use shared::problem::{Diagnostic, Location, Problem};

use crate::package::CAMPAIGN;

/// Refuses what is here otherwise; gives the number of form versions that are new. `keeps` says whether something is here that goes after
/// the last day.
pub fn check(stored: Option<&Campaign>, campaign: &Campaign, keeps: bool) -> Result<usize, Vec<Diagnostic>> {
    let (mut new, mut diagnostics) = (0, Vec::new());
    let settings = &campaign.settings;
    let fault = |problem| {
        let (file, sheet) = (CAMPAIGN.to_owned(), Some("settings".to_owned()));
        Diagnostic::fault(Location { file, sheet, ..Location::default() }, problem)
    };
    if stored.is_some_and(|stored| stored.settings.practice != settings.practice) {
        let code = if settings.practice { "import.not_practice" } else { "import.practice" };
        diagnostics.push(fault(Problem::new(code).with("campaign", &settings.id)));
    }
    let told = stored.filter(|_| keeps).and_then(|stored| stored.settings.notice.kept_until);
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
