//! Sheet `settings` of an XLSForm: the form's id, version, title and first language.

use super::heads;
use crate::form::Language;
use crate::problem::Problem;
use crate::sheet::{Cell, Code, Faults, Record, Table};

/// What the sheet says.
#[derive(Debug)]
pub(super) struct Settings {
    pub id: String,
    pub version: String,
    pub title: String,
}

/// Reads the sheet, and puts the default language first.
pub(super) fn read(table: &Table, languages: &mut [Language], faults: &mut Faults) -> Option<Settings> {
    let mut records = table.records();
    let Some(record) = records.next() else {
        faults.note(table.at(), Problem::new("sheet.empty"));
        return None;
    };
    for more in records {
        faults.note(more.location("form_id"), Problem::new("form.settings_rows"));
    }
    let id = record.at("form_id").needed(faults).and_then(|spot| spot.code(Code::Plain, faults));
    let version = version(record, faults);
    let title = record.at("form_title").text(faults);
    default_language(record, languages, faults);
    let id = id?;
    Some(Settings { version: version?, title: title.unwrap_or_else(|| id.clone()), id })
}

/// `2019.10` as a number cell is 2019.1: only text and whole numbers are safe.
fn version(record: Record, faults: &mut Faults) -> Option<String> {
    let spot = record.at("version").needed(faults)?;
    match spot.cell {
        Cell::Number(number) if !number.contains('.') => Some(number.clone()),
        _ => spot.code(Code::Loose, faults),
    }
}

fn default_language(record: Record, languages: &mut [Language], faults: &mut Faults) {
    let spot = record.at("default_language");
    let Some(written) = spot.word(faults) else { return };
    let code = heads::language(&written).map_or_else(|| written.clone(), |language| language.code);
    match languages.iter().position(|language| language.code == code || language.name == written) {
        Some(position) => languages[..=position].rotate_right(1),
        None => {
            let known: Vec<_> =
                languages.iter().map(|language| format!("{} ({})", language.name, language.code)).collect();
            let problem = Problem::new("form.default_language_unknown")
                .with("value", written)
                .with("allowed", known.join(", "));
            spot.fault(problem, faults);
        }
    }
}
