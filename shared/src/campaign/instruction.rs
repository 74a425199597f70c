//! Sheet `instructions`: advice for those who ask, by campaign, form or question.

use serde::{Deserialize, Serialize};

use super::questionnaires::Questionnaire;
use super::references::unknown;
use super::rows::Rows;
use super::sheets::{code, may, must, optional_code};
use super::{CampaignForm, Name};
use crate::form::{FormDefinition, Node};
use crate::problem::Problem;
use crate::sheet::{Book, Code, Column, Faults, Record};

/// Every tablet downloads all of it again with each change of the package: so many bytes take long where the network is poor,
const MUCH: usize = 200_000;
/// and more than so many none is made to.
const MOST: usize = 1_000_000;

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

    fn bytes(&self) -> usize {
        [&self.title, &self.text].map(|name| name.vi.len() + name.en.len()).iter().sum()
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

/// Names the row with which it becomes much, and the one with which it is too much.
fn weigh(instructions: &Rows<Instruction>, faults: &mut Faults) {
    let all: usize = instructions.values().map(Instruction::bytes).sum();
    let mut sum = 0;
    for item in &instructions.items {
        let passes = |bound| (sum..sum + item.value.bytes()).contains(&bound);
        let said =
            |code, bound: usize| Problem::new(code).with("n", all.div_ceil(1000)).with("most", bound / 1000);
        match () {
            () if passes(MOST) => item.fault("text_vi", said("instructions.too_much", MOST), faults),
            () if passes(MUCH) && all <= MOST => {
                faults.warn(item.at("text_vi"), said("instructions.much", MUCH));
            }
            () => {}
        }
        sum += item.value.bytes();
    }
}

/// Advice belongs to known forms, and to questions (or groups of them) that these have.
pub(super) fn check(
    instructions: &Rows<Instruction>,
    forms: &Rows<CampaignForm>,
    read: &[Questionnaire],
    faults: &mut Faults,
) {
    weigh(instructions, faults);
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
    use crate::campaign;
    use crate::campaign::tests::specimen::package;
    use crate::form::example::{form, group, question, repeat};
    use crate::form::{Kind, Scope};
    use crate::problem::Diagnostic;
    use crate::sheet::{Cell, Row, Sheet};

    #[test]
    fn what_every_tablet_downloads_is_bounded() {
        let found = |sizes: &[usize]| {
            let (mut book, forms) = package();
            let cells = |texts: [&str; 3]| texts.map(|text| Cell::Text(text.to_owned())).into();
            let head = Row { number: 1, cells: cells(["key", "title_vi", "text_vi"]) };
            let row = |(number, bytes): (u32, &usize)| {
                let text = "a".repeat(bytes - 1);
                Row { number, cells: cells([&format!("k{number}"), "t", &text]) }
            };
            let rows = [head].into_iter().chain((2..).zip(sizes).map(row)).collect();
            book.sheets.push(Sheet { name: "instructions".to_owned(), rows });
            let one = |it: Diagnostic| (it.is_fault(), it.at.row, it.problem.params["n"].clone());
            campaign::read(&book, &forms).1.into_iter().map(one).collect::<Vec<_>>()
        };
        assert_eq!(found(&[MUCH / 2, MUCH / 2]), []);
        let of = |is_fault, row, n: &str| [(is_fault, Some(row), n.to_owned())];
        assert_eq!(found(&[MUCH / 2, MUCH / 2, 2, MUCH]), of(false, 4, "401"));
        assert_eq!(found(&[MUCH, MOST - MUCH, 2, 2]), of(true, 4, "1001"));
    }

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
