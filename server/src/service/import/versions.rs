//! A form version once imported never changes: tablets out there fill it in.

use shared::campaign::Campaign;
use shared::problem::{Diagnostic, Location, Problem};

use super::ImportError;
use crate::store::Repositories;

/// Refuses versions that are here with other content; gives the number of those that are new.
pub fn check(store: &dyn Repositories, campaign: &Campaign) -> Result<usize, ImportError> {
    let stored = store.campaign(&campaign.settings.id)?;
    let (mut new, mut diagnostics) = (0, Vec::new());
    for definition in &campaign.definitions {
        let (form, version) = (&definition.id, &definition.version);
        match stored.as_ref().and_then(|stored| stored.definition_version(form, version)) {
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
    if diagnostics.is_empty() { Ok(new) } else { Err(ImportError::Wrong(diagnostics)) }
}
