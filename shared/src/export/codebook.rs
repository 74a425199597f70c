//! The codebook beside files: each variable, where it comes from, and what its codes are called; and what a kind of file could not
//! take whole.

use super::frame::{Coded, Frame, Holds, Variable};
use super::statistical::Statistical;
use crate::message::{Language, text};
use crate::sheet::csv;

/// What stands above the columns.
pub const HEADS: [&str; 9] =
    ["file", "variable", "column", "label", "type", "code", "value", "value_label", "remark"];

/// The rows of a file: one for each variable, followed by one for each of its codes.
pub fn entries(file: &str, made: &Statistical, language: Language) -> Vec<[String; 9]> {
    let said = |key: &str| text(language, &format!("variable.{key}"), &[]);
    let mut rows = Vec::new();
    for (place, variable) in made.frame.variables.iter().enumerate() {
        let mut remarks = Vec::new();
        if made.label(place) != variable.label {
            remarks.push(said("label-cut"));
        }
        if made.cuts_texts(place) {
            remarks.push(said("text-cut"));
        }
        let remark = |option: &Coded, label: &str| match label == option.label {
            true => String::new(),
            false => said("value-label-changed"),
        };
        let labels = made.value_labels(place);
        let changed = variable.options.iter().zip(&labels).map(|(option, label)| remark(option, label));
        rows.extend(about(file, &made.names[place], variable, remarks.join(" "), changed));
    }
    rows
}

/// The rows of a table whose columns have the names of the CSV table; `remark` says of each place what is not there whole.
pub fn described(table: &str, frame: &Frame, remark: impl Fn(usize) -> String) -> Vec<[String; 9]> {
    let none = std::iter::repeat(String::new());
    let rows = |(place, variable): (usize, &Variable)| {
        about(table, &variable.column, variable, remark(place), none.clone())
    };
    frame.variables.iter().enumerate().flat_map(rows).collect()
}

fn about(
    file: &str,
    name: &str,
    variable: &Variable,
    remark: String,
    changed: impl Iterator<Item = String>,
) -> Vec<[String; 9]> {
    let row = |code: &str, value: &str, called: &str, remark: String| {
        let [file, name, column, label, kind, code, value, called] =
            [file, name, &variable.column, &variable.label, kind(variable.holds), code, value, called]
                .map(str::to_owned);
        [file, name, column, label, kind, code, value, called, remark]
    };
    let mut rows = vec![row("", "", "", remark)];
    for (option, remark) in variable.options.iter().zip(changed) {
        let value = match variable.holds {
            Holds::Text => option.code.clone(),
            _ => option.number.to_string(),
        };
        rows.push(row(&option.code, &value, &option.label, remark));
    }
    rows
}

/// The same as a table in text.
pub fn codebook(rows: impl Iterator<Item = [String; 9]>) -> String {
    let mut out = String::from("\u{feff}");
    csv::write_line(&mut out, HEADS);
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
