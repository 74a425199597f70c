//! Sheet `instructions`: advice for those who ask, by campaign, form or question.

use serde::{Deserialize, Serialize};

use super::questionnaires::Questionnaire;
use super::references::unknown;
use super::rows::Rows;
use super::sheets::{code, may, must, optional_code};
use super::{CampaignForm, Name};
use crate::form::FormDefinition;
use crate::sheet::{Book, Code, Column, Faults, Record};

/// A piece of advice, shown where it belongs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instruction {
    /// Its key.
    pub key: String,
    /// Its heading.
    pub title: Name,
    /// What it says; headings and lists as in Markdown.
    pub text: Name,
    /// The form that it belongs to; none where it belongs to all.
    #[serde(default)]
    pub form: Option<String>,
    /// The question that it belongs to.
    #[serde(default)]
    pub question: Option<String>,
}

/// Reads the sheet.
pub(super) fn read(book: &Book, faults: &mut Faults) -> Rows<Instruction> {
    const COLUMNS: &[Column] = &[
        must("key"),
        must("title_vi"),
        may("title_en"),
        must("text_vi"),
        may("text_en"),
        may("form"),
        may("question"),
    ];
    let mut rows = Rows::read_optional(book, "instructions", COLUMNS, faults, |record, faults| {
        let key = code(record, "key", faults);
        let title = texts(record, ["title_vi", "title_en"], faults);
        let text = texts(record, ["text_vi", "text_en"], faults);
        let form = optional_code(record, "form", faults);
        let question = match record.at("question").filled() {
            Some(spot) => spot.code(Code::Loose, faults).map(Some),
            None => Some(None),
        };
        Some(Instruction { key: key?, title: title?, text: text?, form: form?, question: question? })
    });
    rows.distinct("key", |row| row.key.clone(), faults);
    rows
}

/// A text in both languages, of which the Vietnamese one must be there.
fn texts(record: Record, [vi, en]: [&str; 2], faults: &mut Faults) -> Option<Name> {
    let en = record.at(en).text(faults).unwrap_or_default();
    let vi = record.at(vi).needed(faults)?.text(faults)?;
    Some(Name { vi, en })
}

/// Advice belongs to known forms, and to questions (or groups of them) that these have.
pub(super) fn check(
    instructions: &Rows<Instruction>,
    forms: &Rows<CampaignForm>,
    read: &[Questionnaire],
    faults: &mut Faults,
) {
    for item in &instructions.items {
        let Instruction { form, question, .. } = &item.value;
        if let Some(form) = form
            && !forms.may_have(|row| row.form == *form)
        {
            item.fault("form", unknown("form", form), faults);
            continue;
        }
        let Some(question) = question else { continue };
        let may_have = |(row, compiled): &Questionnaire| {
            form.as_ref().is_none_or(|form| row.value.form == *form)
                && compiled.as_ref().is_none_or(|it| !it.whole || asks(&it.definition, question))
        };
        if forms.whole && !read.iter().any(may_have) {
            item.fault("question", unknown("question", question), faults);
        }
    }
}

/// Whether a question, group or repeat of this name is asked, at any depth.
fn asks(definition: &FormDefinition, name: &str) -> bool {
    definition.every().iter().any(|node| node.name() == name)
}
