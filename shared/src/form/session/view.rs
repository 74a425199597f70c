//! What is seen of an interview: every question, group and repeat as it stands.

use serde_json::Value;

use super::Session;
use super::point::Shown;
use crate::form::engine::Defect;
use crate::form::xpath::{Fault, decimal};

/// A choice as it is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What is read.
    pub label: String,
}

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Violation {
    /// Its constraint is not met.
    Constraint,
    /// It is required and not given.
    Required,
}

impl Violation {
    /// What it is called in data.
    pub fn code(self) -> &'static str {
        match self {
            Self::Constraint => "constraint",
            Self::Required => "required",
        }
    }
}

/// An answer by the kind of its question.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// A group or a repeat says nothing itself.
    Nothing,
    /// Text, days, places.
    Text(String),
    /// A whole number, as it is written; none where there is no answer.
    Whole(Option<String>),
    /// A number.
    Number(Option<f64>),
    /// A day; none where there is no answer.
    Day(Option<String>),
    /// Choices, in their order.
    Choices(Vec<String>),
    /// Whether a note was acknowledged.
    Acknowledged(bool),
}

impl Said {
    /// As JSON, in the shape in which ODK's engine says it.
    pub fn json(&self) -> Value {
        match self {
            Self::Nothing => Value::Null,
            Self::Text(text) => text.as_str().into(),
            Self::Whole(text) | Self::Day(text) => text.as_deref().into(),
            Self::Number(number) => (*number).into(),
            Self::Choices(choices) => choices.as_slice().into(),
            Self::Acknowledged(done) => (*done).into(),
        }
    }
}

/// A question, a group or a repeat as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// Where it is, such as `/data/member[2]/age`.
    pub reference: String,
    /// What it is: `root`, `group`, `repeat-range:uncontrolled`, `repeat-instance`, `input`, `select`, `model-value` …
    pub kind: &'static str,
    /// Whether it is asked.
    pub relevant: bool,
    /// Whether it must be answered.
    pub required: bool,
    /// Whether it cannot be changed.
    pub readonly: bool,
    /// The answer.
    pub value: Said,
    /// The label, where it has one.
    pub label: Option<String>,
    /// The choices of a question that has some.
    pub choices: Option<Vec<Choice>>,
    /// What is wrong with it.
    pub violation: Option<Violation>,
}

impl Session {
    /// Everything, in the order of the form.
    pub fn look(&self) -> Vec<Seen> {
        self.look_within(usize::MAX).unwrap_or_default()
    }

    /// The same, where the questions together offer no more choices than this: each has its own list beside it.
    pub fn look_within(&self, most: usize) -> Option<Vec<Seen>> {
        let (mut seen, mut left) = (Vec::new(), Some(most));
        self.each_cell(&mut |cell, reference| {
            let Some(rest) = left else { return };
            let one = self.see(cell, reference);
            left = rest.checked_sub(one.choices.as_ref().map_or(0, Vec::len));
            seen.push(one);
        });
        left.map(|_| seen)
    }

    /// Where something is wrong, and what.
    pub fn validate(&self) -> Vec<(String, Violation)> {
        let mut found = Vec::new();
        self.each_cell(&mut |cell, reference| {
            found.extend(self.violation(cell).map(|what| (reference.to_owned(), what)));
        });
        found
    }

    /// What could not be computed so far.
    pub fn defects(&self) -> Vec<Fault> {
        self.defects.borrow().clone()
    }

    fn each_cell(&self, see: &mut dyn FnMut(u32, &str)) {
        let mut open = vec![(0, format!("/{}", self.plan.points[0].word))];
        if self.state.cells.is_empty() {
            return;
        }
        while let Some((cell, reference)) = open.pop() {
            see(cell, &reference);
            let range = self.state.is_range(&self.plan.points, cell);
            let below =
                self.state.below(&self.plan.points, cell).into_iter().enumerate().map(|(at, below)| {
                    let word = &self.plan.points[self.state.cells[below as usize].point].word;
                    (
                        below,
                        if range {
                            format!("{reference}[{}]", at + 1)
                        } else {
                            format!("{reference}/{word}")
                        },
                    )
                });
            let attribute =
                |cell: u32| self.plan.points[self.state.cells[cell as usize].point].word.starts_with('@');
            let mut below: Vec<_> = below.filter(|(cell, _)| !attribute(*cell)).collect();
            below.reverse();
            open.extend(below);
        }
    }

    pub(super) fn violation(&self, cell: u32) -> Option<Violation> {
        let one = &self.state.cells[cell as usize];
        if !self.plan.points.is_leaf(one.point) {
            return None;
        }
        match one.holds.defect(self.tree.is_blank(one.node))? {
            // Nobody can answer what is not asked.
            Defect::Required => self.plan.points[one.point].control.as_ref().map(|_| Violation::Required),
            Defect::Constraint => Some(Violation::Constraint),
            // An answer that is none of its question's kind is not kept.
            Defect::Type => None,
        }
    }

    fn see(&self, cell: u32, reference: &str) -> Seen {
        let one = &self.state.cells[cell as usize];
        let kind = self.kind(cell);
        let shown = self.plan.shown.get(&one.point);
        Seen {
            reference: reference.to_owned(),
            kind,
            relevant: one.holds.relevant,
            required: one.holds.required,
            readonly: one.holds.readonly,
            value: self.said(cell, kind),
            label: shown.and_then(|label| label.as_ref()).map(|label| self.words(label, one.node)),
            choices: self.choices(cell),
            violation: self.violation(cell),
        }
    }

    fn kind(&self, cell: u32) -> &'static str {
        let one = &self.state.cells[cell as usize];
        let point = &self.plan.points[one.point];
        let shown = point.control.as_ref();
        if point.range.is_some() {
            let controlled = shown.is_some_and(Shown::is_controlled);
            return match (self.state.is_range(&self.plan.points, cell), controlled) {
                (false, _) => "repeat-instance",
                (true, true) => "repeat-range:controlled",
                (true, false) => "repeat-range:uncontrolled",
            };
        }
        if one.point == 0 {
            return "root";
        }
        if !self.plan.points.is_leaf(one.point) {
            return "group";
        }
        match shown.map(|shown| &*shown.tag) {
            None | Some("group") => "model-value",
            Some("select" | "select1") => "select",
            Some("odk:rank") => "rank",
            Some("range") => "range",
            Some("upload") => "upload",
            Some("trigger") => "trigger",
            Some(_) if point.bind.get("readonly").is_some_and(|text| text.trim() == "true()") => "note",
            Some(_) => "input",
        }
    }

    fn said(&self, cell: u32, kind: &str) -> Said {
        let one = &self.state.cells[cell as usize];
        let text = || self.tree.text(one.node).into_owned();
        let some = || Some(text()).filter(|text| !text.is_empty());
        match kind {
            "root"
            | "group"
            | "repeat-instance"
            | "repeat-range:controlled"
            | "repeat-range:uncontrolled" => Said::Nothing,
            "select" if self.plan.items.get(&one.point).is_some_and(|items| items.single) => {
                Said::Choices(some().into_iter().collect())
            }
            "select" | "rank" => Said::Choices(text().split_ascii_whitespace().map(str::to_owned).collect()),
            "trigger" => Said::Acknowledged(text().eq_ignore_ascii_case("ok")),
            _ => match self.plan.points[one.point].bind.get("type").unwrap_or("string") {
                "int" => Said::Whole(some()),
                "decimal" => Said::Number(some().and_then(|text| decimal(&text))),
                "date" | "time" | "dateTime" | "geopoint" | "geotrace" | "geoshape" => Said::Day(some()),
                _ => Said::Text(text()),
            },
        }
    }
}
