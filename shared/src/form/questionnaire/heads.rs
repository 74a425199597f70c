//! Heads of an XLSForm: `label::Tiếng Việt (vi)` is the column `label` in the language `vi`.

use std::collections::BTreeMap;

use super::columns::Columns;
use crate::form::sheets::Heads;
use crate::form::{Language, Text};
use crate::problem::Problem;
use crate::sheet::{Faults, Record, Table};

/// A head as it is known: by its one name, the language by its code (`label::vi`).
pub(super) fn normal(heads: Heads, written: &str) -> String {
    let (name, rest) = heads.called(written);
    match rest {
        Some(rest) => format!("{name}::{}", language(&rest).map_or(rest, |language| language.code)),
        None => name,
    }
}

/// `Tiếng Việt (vi)`.
pub(super) fn language(written: &str) -> Option<Language> {
    let (name, rest) = written.trim().rsplit_once('(')?;
    let code = rest.strip_suffix(')')?.trim();
    let right = code.len() >= 2
        && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && code.bytes().take(2).all(|b| b.is_ascii_alphabetic());
    right.then(|| Language { code: code.to_owned(), name: name.trim().to_owned() })
}

/// The languages of a sheet's translated columns, in their order; notes heads whose language has no code.
pub(super) fn languages(table: &Table, known: &Columns, faults: &mut Faults) -> Vec<Language> {
    let heads = Heads::of(known.kind, table.heads().map(|(_, written)| written));
    let mut found: Vec<Language> = Vec::new();
    for (name, written) in table.heads() {
        let base = name.split("::").next().unwrap_or_default();
        if !known.translated.contains(&base) {
            continue;
        }
        let Some(rest) = heads.called(written).1 else { continue };
        match language(&rest) {
            Some(language) if found.iter().any(|other| other.code == language.code) => {}
            Some(language) => found.push(language),
            None => faults.note(table.head_at(written), Problem::new("form.language_code")),
        }
    }
    found
}

/// The texts of a column in all its languages; that of a head without a language is shown where no other is. A reference to an answer inside a text is refused.
pub(super) fn text(record: Record, column: &str, faults: &mut Faults) -> Text {
    let mut texts = BTreeMap::new();
    for (name, spot) in record.spots() {
        let (base, code) = name.split_once("::").unwrap_or((name, ""));
        if base != column {
            continue;
        }
        let Some(text) = spot.kept(faults) else { continue };
        if text.contains("${") {
            spot.fault(Problem::new("form.reference_in_text").with("sign", "${…}"), faults);
        }
        texts.insert(code.to_owned(), text);
    }
    texts
}

/// Notes that a row has no text in any language of a column.
pub(super) fn text_missing(record: Record, column: &str, faults: &mut Faults) {
    let head = record.table().heads().find(|(name, _)| name.split("::").next() == Some(column));
    let at = record.location(head.map_or(column, |(_, written)| written));
    faults.note(at, Problem::new("form.label_missing"));
}
