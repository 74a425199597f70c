//! Goes through an interview in form order, for screens, jump lists and progress.

use super::interview::Instance;
use crate::form::engine::Defect;
use crate::form::plan::Part;
use crate::form::{Kind, Question, Target, Text, UNIT};

/// A thing to show: a heading or a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Item<'a> {
    /// Where answers to it go.
    pub path: String,
    /// How many groups, repeats and units it is in. What follows with a greater depth is in it.
    pub depth: usize,
    /// What it is.
    pub what: What<'a>,
}

/// What an [`Item`] is.
#[derive(Clone, Debug, PartialEq)]
pub enum What<'a> {
    /// A group begins.
    Group {
        /// Its heading.
        label: &'a Text,
        /// Such as `field-list`.
        appearance: Option<&'a str>,
    },
    /// A part that judges units begins.
    Repeat {
        /// Its heading.
        label: &'a Text,
        /// Which units.
        target: &'a Target,
    },
    /// The questions about one unit begin.
    Unit {
        /// The unit's code.
        unit: &'a str,
    },
    /// A question or note.
    Question(Asked<'a>),
}

/// A question and its state.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked<'a> {
    /// The question.
    pub question: &'a Question,
    /// The unit that it is about.
    pub unit: Option<&'a str>,
    /// The answer as XForms text; empty where there is none.
    pub value: &'a str,
    /// Whether an answer is required.
    pub required: bool,
    /// What is wrong with the answer.
    pub defect: Option<Defect>,
    /// Whether a person can answer: not a note, and not computed.
    pub open: bool,
}

/// How far an interview is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Relevant questions that a person can answer.
    pub asked: usize,
    /// Those answered.
    pub answered: usize,
    /// Those that require an answer.
    pub required: usize,
    /// Those of them answered.
    pub required_answered: usize,
}

impl Instance {
    /// Everything relevant that is shown, in form order.
    pub fn walk(&self) -> Vec<Item<'_>> {
        self.visit().into_iter().filter_map(|(node, nth)| self.item_of(node, nth)).collect()
    }

    /// The item at a path, if it is relevant and shown.
    pub fn item(&self, path: &str) -> Option<Item<'_>> {
        let (node, nth) = self.locate(path)?;
        if self.cell(node, nth).holds.relevant { self.item_of(node, nth) } else { None }
    }

    /// The question or note at a path, if it is relevant and shown.
    pub fn asked(&self, path: &str) -> Option<Asked<'_>> {
        let (node, nth) = self.locate(path)?;
        if self.cell(node, nth).holds.relevant { self.asked_of(node, nth) } else { None }
    }

    /// How far the interview is.
    pub fn progress(&self) -> Progress {
        let mut progress = Progress::default();
        for (node, nth) in self.visit() {
            if self.plan.takes_answers(node) {
                let cell = self.cell(node, nth);
                let (answered, required) =
                    (usize::from(!cell.own.is_empty()), usize::from(cell.holds.required));
                progress.asked += 1;
                progress.answered += answered;
                progress.required += required;
                progress.required_answered += required * answered;
            }
        }
        progress
    }

    /// The relevant nodes in form order; those inside a repeat once for each of its units.
    pub(super) fn visit(&self) -> Vec<(usize, usize)> {
        let mut visited = Vec::with_capacity(self.state.cells.len());
        self.visit_range(1, self.plan.nodes.len(), 0, &mut visited);
        visited
    }

    fn visit_range(&self, from: usize, to: usize, nth: usize, visited: &mut Vec<(usize, usize)>) {
        let mut next = from;
        while next < to {
            let (at, planned) = (next, &self.plan.nodes[next]);
            let relevant = self.cell(at, nth).holds.relevant;
            next = if relevant { at + 1 } else { planned.end };
            if !relevant {
                continue;
            }
            visited.push((at, nth));
            if let Part::Repeat(repeat) = planned.part {
                for nth in 0..self.units[repeat].len() {
                    self.visit_range(at + 1, planned.end, nth, visited);
                }
                next = planned.end;
            }
        }
    }

    fn item_of(&self, node: usize, nth: usize) -> Option<Item<'_>> {
        let planned = &self.plan.nodes[node];
        let unit = planned.scope.map(|repeat| &*self.units[repeat][nth]);
        let what = match &planned.part {
            Part::Group(heading) => {
                What::Group { label: &heading.label, appearance: heading.appearance.as_deref() }
            }
            Part::Repeat(repeat) => {
                let repeat = &self.plan.repeats[*repeat];
                What::Repeat { label: &repeat.label, target: &repeat.target }
            }
            Part::Instance(_) => What::Unit { unit: unit? },
            Part::Question(_) => What::Question(self.asked_of(node, nth)?),
        };
        // What holds the whole form is no level of it.
        Some(Item { path: self.path(node, nth), depth: planned.depth - 1, what })
    }

    fn asked_of(&self, node: usize, nth: usize) -> Option<Asked<'_>> {
        let unit = self.plan.nodes[node].scope.map(|repeat| &*self.units[repeat][nth]);
        let question = self.plan.question(node).filter(|question| is_shown(question, unit.is_some()))?;
        let cell = self.cell(node, nth);
        Some(Asked {
            question,
            unit,
            value: &cell.own,
            required: cell.holds.required,
            defect: self.defect(node, nth),
            open: self.plan.takes_answers(node),
        })
    }
}

/// Calculations and metadata are not shown, nor is the unit, which is the heading of its questions.
fn is_shown(question: &Question, about_unit: bool) -> bool {
    match question.kind {
        Kind::Calculate | Kind::Start | Kind::End | Kind::Today | Kind::DeviceId | Kind::Username => false,
        _ => !(about_unit && question.name == UNIT),
    }
}
