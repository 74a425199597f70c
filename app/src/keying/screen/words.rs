//! What a clerk reads: answers with the words of their options, and what is doubted.

use shared::wire::{FieldKind, PaperField};

use super::super::said::{Said, as_typed};
use super::super::sheet::{Sheet, Why};
use super::super::station::Station;
use crate::ui::{LANGUAGE, t, tp};

/// An answer as it is typed, and behind it the words of its options.
pub fn answer(field: &PaperField, said: &Said) -> String {
    match said {
        Said::Open => String::new(),
        Said::Nothing => t("keying.nothing"),
        Said::Unreadable => t("keying.unreadable"),
        Said::Answer(codes) if matches!(field.kind, FieldKind::One | FieldKind::Several) => {
            let is_chosen = |code: &str| codes.split(' ').any(|chosen| chosen == code);
            let chosen = field.options.iter().filter(|option| is_chosen(&option.code));
            let labels: Vec<_> = chosen.map(|option| &*option.label).collect();
            format!("{} · {}", as_typed(field, said), labels.join(", "))
        }
        Said::Answer(_) => as_typed(field, said),
    }
}

/// What Enter does with the paper that is next: it is keyed, gone on with, or compared.
pub fn next(station: &Station, paper: u32) -> &'static str {
    if station.was_left(paper) {
        "keying.next-left"
    } else if station.work.differing.contains(&paper) {
        "keying.next-compare"
    } else {
        "keying.next"
    }
}

/// A field by its number, and the unit that is judged.
pub fn place(field: &PaperField) -> String {
    let number = field.number.to_string();
    match field.unit.is_empty() {
        true => tp("keying.question", &[("n", &number)]),
        false => tp("keying.question-of", &[("n", &number), ("unit", &field.unit)]),
    }
}

/// What is doubted of a field.
pub fn doubt(sheet: &Sheet, nth: usize, why: &Why) -> String {
    let place = sheet.fields().get(nth).map(place).unwrap_or_default();
    let words = match why {
        Why::Required => t("keying.doubt-required"),
        Why::Type => t("keying.doubt-type"),
        Why::NotAsked => t("keying.doubt-not-asked"),
        Why::Rule(text) => match sheet.words(text, LANGUAGE().code()) {
            "" => t("keying.doubt-rule"),
            words => words.to_owned(),
        },
    };
    tp("keying.doubt", &[("place", &place), ("words", &words)])
}
