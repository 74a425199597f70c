//! Reads a package from disk: the workbooks first, then what they say.

use std::path::Path;

use jiff::tz::TimeZone;
use shared::campaign::{self, Campaign};
use shared::problem::{Diagnostic, Problem};
use shared::sheet::Book;

use super::error::PackageError;
use super::source::Source;
use super::workbook;

/// Reads a folder or .zip. The campaign is there only where nothing is wrong with it.
pub fn read(path: &Path) -> Result<(Option<Campaign>, Vec<Diagnostic>), PackageError> {
    let mut source = Source::open(path)?;
    let book = workbook::open("campaign.xlsx", &source.campaign(path)?)?;
    let mut forms = Vec::new();
    let named = campaign::form_files(&book);
    for file in &named {
        if let Some(bytes) = source.file(file)? {
            forms.push(workbook::open(file, &bytes)?);
        }
    }
    // Those that the forms sheet does not name are reported, not read.
    let unnamed = source.forms().into_iter().filter(|file| !named.contains(file));
    forms.extend(unnamed.map(|file| Book { file, sheets: Vec::new() }));
    Ok(in_a_known_zone(&book, campaign::read(&book, &forms)))
}

/// The pure reader knows the shape of a zone's name; which zones there are, the zone database here does.
fn in_a_known_zone(
    book: &Book,
    (campaign, mut diagnostics): (Option<Campaign>, Vec<Diagnostic>),
) -> (Option<Campaign>, Vec<Diagnostic>) {
    let Some(name) = campaign.as_ref().map(|campaign| campaign.settings.timezone.clone()) else {
        return (campaign, diagnostics);
    };
    if TimeZone::get(&name).is_ok() {
        return (campaign, diagnostics);
    }
    let problem = Problem::new("settings.timezone_unknown").with("value", name);
    diagnostics.push(Diagnostic::fault(campaign::setting_at(book, "timezone"), problem));
    (None, diagnostics)
}

#[cfg(test)]
mod tests;
