//! Reads a whole campaign package: all faults in it, and the campaign where there is none.

use super::questionnaires::{self, Against};
use super::{Campaign, framework, instruction, lineage, references, settings, sheets};
use crate::form::FormDefinition;
use crate::problem::Diagnostic;
use crate::sheet::{Book, Faults, sheets_known};

const SHEETS: &[&str] = &[
    "settings",
    "unit_types",
    "units",
    "places",
    "groups",
    "forms",
    "quotas",
    "criteria",
    "bands",
    "history",
    "adjustments",
    "instructions",
    "lineage",
];

/// The workbooks that the forms sheet names, safe paths only: what has to be opened beside campaign.xlsx.
pub fn form_files(book: &Book) -> Vec<String> {
    let forms = sheets::forms(book, &mut Faults::default());
    forms.into_values().into_iter().map(|form| form.file).collect()
}

/// Reads campaign.xlsx and the questionnaires that it names. The campaign is there only where nothing is wrong.
pub fn read(book: &Book, forms: &[Book]) -> (Option<Campaign>, Vec<Diagnostic>) {
    let mut faults = Faults::default();
    sheets_known(book, SHEETS, &mut faults);
    let settings = settings::read(book, &mut faults);
    let unit_types = sheets::unit_types(book, &mut faults);
    let units = sheets::units(book, &mut faults);
    let places = sheets::places(book, &mut faults);
    let groups = sheets::groups(book, &mut faults);
    let form_rows = sheets::forms(book, &mut faults);
    let quotas = sheets::quotas(book, &mut faults);
    let criteria = framework::read(book, &mut faults);
    let bands = sheets::bands(book, &mut faults);
    let history = sheets::history(book, &mut faults);
    let adjustments = sheets::adjustments(book, &mut faults);
    let instructions = instruction::read(book, &mut faults);
    let lineage = lineage::read(book, &mut faults);

    references::unit_types(&unit_types, &units, &bands, &mut faults);
    references::places(&places, &units, &mut faults);
    references::forms(&form_rows, &groups, &mut faults);
    references::quotas(&quotas, &form_rows, &places, &units, &mut faults);
    let year = settings.as_ref().map(|settings| settings.year);
    references::history(&history, year, (&units, &lineage), &mut faults);
    references::adjustments(&adjustments, &units, &mut faults);
    lineage::check(&lineage, year, &units, &mut faults);
    framework::check(&criteria, &unit_types, &mut faults);
    let questionnaires = questionnaires::read(&form_rows, forms, &mut faults);
    let against = Against {
        unit_types: &unit_types,
        units: &units,
        places: &places,
        quotas: &quotas,
        criteria: &criteria,
    };
    questionnaires::check(&form_rows, &questionnaires, &against, &mut faults);
    questionnaires::check_personal(&questionnaires, settings.as_ref(), &mut faults);
    instruction::check(&instructions, &form_rows, &questionnaires, &mut faults);
    #[cfg(not(target_arch = "wasm32"))]
    if let Some(it) = settings.as_ref().and_then(|settings| settings.backcheck.as_ref()) {
        let at = settings::setting_at(book, "backcheck_questions");
        super::backcheck::check(it, &at, &questionnaires, &mut faults);
    }

    let diagnostics = in_reading_order(book, forms, faults.into_vec());
    let (Some(settings), false) = (settings, diagnostics.iter().any(Diagnostic::is_fault)) else {
        return (None, diagnostics);
    };
    let definitions: Vec<FormDefinition> =
        questionnaires.into_iter().filter_map(|(_, compiled)| Some(compiled?.definition)).collect();
    let campaign = Campaign {
        settings,
        unit_types: unit_types.into_values(),
        units: units.into_values(),
        places: places.into_values().into(),
        groups: groups.into_values(),
        forms: form_rows.into_values(),
        quotas: quotas.into_values(),
        criteria: criteria.into_values(),
        bands: bands.into_values(),
        history: history.into_values(),
        adjustments: adjustments.into_values(),
        instructions: instructions.into_values(),
        lineage: lineage.into_values(),
        definitions,
    };
    (Some(campaign), diagnostics)
}

/// File by file, sheet by sheet, from the top down: the order in which a person mends them.
fn in_reading_order(book: &Book, forms: &[Book], mut faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let books: Vec<&Book> = std::iter::once(book).chain(forms).collect();
    faults.sort_by_key(|fault| {
        let file = books.iter().position(|book| book.file == fault.at.file);
        let sheet = file.and_then(|file| {
            books[file].sheets.iter().position(|sheet| Some(&sheet.name) == fault.at.sheet.as_ref())
        });
        (file, sheet, fault.at.row)
    });
    faults
}
