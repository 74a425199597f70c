//! What each column of a table holds, asked of all versions of the forms.

use super::columns::{Table, list, questions, text_in};
use super::frame::Coded;
use crate::ballot::{Mode, Status};
use crate::campaign::{Campaign, PROVINCE};
use crate::form::{Kind, Question};
use crate::message::{Language, text};

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Whole,
    Decimal,
    Day,
    Moment,
    One(Vec<Coded>),
    Several(Vec<Coded>),
    /// What the codes of the column before are called.
    Called,
}

/// A column of a table.
#[derive(Debug)]
pub(super) struct Source {
    pub column: String,
    pub label: String,
    pub holds: Type,
    /// Which cell it is.
    pub place: usize,
}

/// The columns of a table, with what they hold.
pub(super) fn sources(
    campaign: &Campaign,
    table: &Table,
    repeat: Option<&str>,
    language: &str,
) -> Vec<Source> {
    let heads = table.heads();
    let names: Vec<&str> = table.columns.iter().map(|column| &*column.name).collect();
    let mut found = Vec::new();
    for (place, head) in heads.iter().enumerate() {
        let column = head.to_string();
        let (label, holds) = match head.strip_suffix("/label") {
            Some(coded) => (label_of(campaign, coded, repeat, language), Type::Called),
            None if names.contains(&&**head) => {
                (label_of(campaign, head, repeat, language), asked(campaign, head, repeat, language))
            }
            None => (label_of(campaign, head, repeat, language), fixed(campaign, table, head, language)),
        };
        found.push(Source { column, label, holds, place });
    }
    found
}

/// What a column is about: the question of the newest version that asks it, or what the interface calls it.
fn label_of(campaign: &Campaign, column: &str, repeat: Option<&str>, language: &str) -> String {
    let asked = campaign.definitions.iter().rev().find_map(|definition| {
        let question = questions(definition, repeat).into_iter().find(|question| question.name == column)?;
        Some(text_in(definition, &question.label, language)).filter(|label| !label.trim().is_empty())
    });
    let label = asked.unwrap_or_else(|| match column.strip_prefix("ballot/") {
        Some(name) => {
            text(Language::from_code(language), &format!("variable.{}", name.replace('_', "-")), &[])
        }
        None if column == crate::form::UNIT => text(Language::from_code(language), "variable.unit", &[]),
        None => column.to_owned(),
    });
    label.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a question's column holds: what all its versions agree on, else texts.
fn asked(campaign: &Campaign, name: &str, repeat: Option<&str>, language: &str) -> Type {
    let mut kinds: Vec<Type> = Vec::new();
    let mut options: Vec<Coded> = Vec::new();
    for definition in &campaign.definitions {
        let all = questions(definition, repeat);
        for question in all.into_iter().filter(|question| question.name == name) {
            let kind = kind(question);
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
            let choices = list(question).and_then(|list| definition.choices.get(list));
            for choice in choices.into_iter().flatten() {
                let label = text_in(definition, &choice.label, language);
                add(&mut options, &choice.name, label);
            }
        }
    }
    match &kinds[..] {
        [Type::One(_)] => Type::One(options),
        [Type::Several(_)] => Type::Several(options),
        [one] => one.clone(),
        [Type::Whole, Type::Decimal] | [Type::Decimal, Type::Whole] => Type::Decimal,
        _ => Type::Text,
    }
}

fn kind(question: &Question) -> Type {
    match question.kind {
        Kind::Integer => Type::Whole,
        Kind::Decimal => Type::Decimal,
        Kind::Date | Kind::Today => Type::Day,
        Kind::Start | Kind::End => Type::Moment,
        Kind::SelectOne(_) => Type::One(Vec::new()),
        Kind::SelectMultiple(_) => Type::Several(Vec::new()),
        Kind::Text | Kind::Note | Kind::Calculate | Kind::DeviceId | Kind::Username => Type::Text,
    }
}

/// A code once, with its newest label.
fn add(options: &mut Vec<Coded>, code: &str, label: String) {
    match options.iter_mut().find(|known| known.code == code) {
        Some(known) => known.label = label,
        None => {
            let number = i32::try_from(options.len() + 1).unwrap_or(i32::MAX);
            options.push(Coded { code: code.to_owned(), number, label });
        }
    }
}

fn fixed(campaign: &Campaign, table: &Table, head: &str, language: &str) -> Type {
    let mut options = Vec::new();
    let said =
        |key: &str, code: &str| text(Language::from_code(language), &format!("office.{key}.{}", code), &[]);
    match head {
        "ballot/number" | "ballot/clock_offset_ms" => return Type::Whole,
        "ballot/started" | "ballot/finished" | "ballot/received" | "ballot/decided_at"
        | "ballot/consented" => {
            return Type::Moment;
        }
        "ballot/form" => {
            for definition in &campaign.definitions {
                add(&mut options, &definition.id, definition.title.clone());
            }
        }
        "ballot/group" => {
            for group in &campaign.groups {
                add(&mut options, &group.code, table.groups[&group.code].clone());
            }
        }
        "ballot/place" => {
            // Ballots of the whole province name it so, also where the tree of places does not.
            let places = campaign.places.iter().map(|place| &*place.code);
            let units = campaign.units.iter().map(|unit| &*unit.code);
            for code in [PROVINCE].into_iter().chain(places).chain(units) {
                let name = table.places.get(code);
                let province = || campaign.settings.province.get(language).to_owned();
                add(&mut options, code, name.cloned().unwrap_or_else(province));
            }
        }
        "unit" => {
            for unit in &campaign.units {
                add(&mut options, &unit.code, table.units[&unit.code].clone());
            }
        }
        "ballot/mode" => {
            for mode in [Mode::Tablet, Mode::Online, Mode::Paper] {
                let code = super::row::code(&mode);
                add(&mut options, &code, said("mode", &code));
            }
        }
        "ballot/status" => {
            for status in [Status::Valid, Status::ScreenedOut, Status::Pending, Status::Rejected] {
                add(&mut options, status.code(), said("status", status.code()));
            }
        }
        _ => return Type::Text,
    }
    Type::One(options)
}
