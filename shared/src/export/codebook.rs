//! The codebook beside files: each variable, where it comes from, and what its codes are called; and what a kind of file could not
//! take whole.

use super::frame::Holds;
use super::statistical::Statistical;
use crate::message::{Language, text};
use crate::sheet::csv;

/// What stands above the columns.
pub const HEADS: [&str; 9] =
    ["file", "variable", "column", "label", "type", "code", "value", "value_label", "remark"];

/// The rows of a file: one for each variable, followed by one for each of its codes.
pub fn entries(file: &str, made: &Statistical, language: Language) -> Vec<[String; 9]> {
    let mut rows = Vec::new();
    for (place, variable) in made.frame.variables.iter().enumerate() {
        let mut remarks = Vec::new();
        if made.label(place) != variable.label {
            remarks.push(text(language, "export.label-cut", &[]));
        }
        if made.cuts_texts(place) {
            remarks.push(text(language, "export.text-cut", &[]));
        }
        let row = |code: &str, value: &str, called: &str, remark: String| {
            [
                file,
                &made.names[place],
                &variable.column,
                &variable.label,
                kind(variable.holds),
                code,
                value,
                called,
            ]
            .map(str::to_owned)
            .into_iter()
            .chain([remark])
            .collect::<Vec<_>>()
            .try_into()
            .unwrap_or_default()
        };
        rows.push(row("", "", "", remarks.join(" ")));
        for (option, label) in variable.options.iter().zip(made.value_labels(place)) {
            let value = match variable.holds {
                Holds::Text => option.code.clone(),
                _ => option.number.to_string(),
            };
            let differs = label != option.label;
            let remark =
                if differs { text(language, "export.value-label-changed", &[]) } else { String::new() };
            rows.push(row(&option.code, &value, &option.label, remark));
        }
    }
    rows
}

/// The same as a table in text.
pub fn codebook(rows: impl Iterator<Item = [String; 9]>) -> String {
    let mut out = String::from("\u{feff}");
    csv::write_line(&mut out, &HEADS);
    for row in rows {
        let cells: Vec<_> = row.iter().map(|cell| super::cell::guarded(cell)).collect();
        csv::write_line(&mut out, &cells);
    }
    out
}

fn kind(holds: Holds) -> &'static str {
    match holds {
        Holds::Text => "text",
        Holds::Whole => "integer",
        Holds::Decimal => "decimal",
        Holds::Day => "date",
        Holds::Moment => "datetime",
    }
}
