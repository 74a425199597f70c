//! A form version once imported never changes: tablets out there fill it in.

use shared::campaign::Campaign;
use shared::problem::{Diagnostic, Location, Problem};

/// Refuses versions that are here with other content; gives the number of those that are new.
pub fn check(stored: Option<&Campaign>, campaign: &Campaign) -> Result<usize, Vec<Diagnostic>> {
    let (mut new, mut diagnostics) = (0, Vec::new());
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
