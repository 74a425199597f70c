//! Sheet `instructions`: advice for those who ask, by campaign, form or question.

use serde::{Deserialize, Serialize};

use super::questionnaires::Questionnaire;
use super::references::unknown;
use super::rows::Rows;
use super::sheets::{code, may, must, optional_code};
use super::{CampaignForm, Name};
use crate::form::{FormDefinition, Node};
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

impl Instruction {
    /// Whether it is for who asks this form.
    pub fn is_for(&self, form: &str) -> bool {
        self.form.as_deref().is_none_or(|of| of == form)
    }

    /// Whether it belongs to the question at this path of a form (`/districts[PN]/Q1`), or to a group or repeat that holds it.
    pub fn is_about(&self, definition: &FormDefinition, path: &str) -> bool {
        let asked = path.rsplit('/').next().unwrap_or(path);
        self.question.as_deref().is_some_and(|named| asks_within(&definition.nodes, named, asked))
    }

    /// What it says in a language, as HTML.
    pub fn html(&self, language: &str) -> String {
        super::advice::html(self.text.get(language))
    }
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

/// Whether a node of that name is the one that is asked, or holds it.
fn asks_within(nodes: &[Node], named: &str, asked: &str) -> bool {
    nodes
        .iter()
        .any(|node| node.name() == named && holds(node, asked) || asks_within(node.inside(), named, asked))
}

fn holds(node: &Node, asked: &str) -> bool {
    node.name() == asked || node.inside().iter().any(|inner| holds(inner, asked))
}

/// Whether a question, group or repeat of this name is asked, at any depth.
fn asks(definition: &FormDefinition, name: &str) -> bool {
    definition.every().iter().any(|node| node.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::example::{form, group, question, repeat};
    use crate::form::{Kind, Scope};

    #[test]
    fn it_belongs_to_a_form_and_to_what_is_asked_there() {
        let of = |form: Option<&str>, question: Option<&str>| Instruction {
            key: "a".to_owned(),
            title: Name::default(),
            text: Name::default(),
            form: form.map(str::to_owned),
            question: question.map(str::to_owned),
        };
        assert!(of(None, None).is_for("P1") && of(Some("P1"), None).is_for("P1"));
        assert!(!of(Some("P1"), None).is_for("P2"));
        let ask = |name| Node::Question(question(name, Kind::Text));
        let judged = repeat("districts", "district", Scope::All, vec![ask("Q1")]);
        let form = form(vec![group("about", vec![ask("sex")]), judged]);
        for (question, path, is_about) in [
            ("Q1", "/districts[PN]/Q1", true),
            ("districts", "/districts[PN]/Q1", true),
            ("districts", "/districts/Q1", true),
            ("about", "/sex", true),
            ("about", "/districts/Q1", false),
            ("PN", "/districts[PN]/Q1", false),
            ("Q", "/districts[PN]/Q1", false),
        ] {
            assert_eq!(of(None, Some(question)).is_about(&form, path), is_about, "{question} {path}");
        }
        assert!(!of(None, None).is_about(&form, "/sex"));
    }
}
