//! What keeps an interview from being finished.

use serde::{Deserialize, Serialize};

use super::interview::Instance;
use crate::form::engine::{Cell, Defect};
use crate::form::plan::{Part, PlannedRepeat};
use crate::form::{Scope, Text};

/// What kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// An answer's.
    Answer(Defect),
    /// A repeat over the place's own unit, at a place that has none.
    NoUnit,
}

/// A fault of an interview. The first in form order is where to go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The question or repeat.
    pub path: String,
    /// What it is.
    pub kind: FaultKind,
    /// What the form says about it, if it does: required_message or constraint_message.
    pub message: Text,
}

impl Instance {
    /// All faults, in form order. An interview without faults can be finished.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (node, nth) in self.visit() {
            let fault = match &self.plan.nodes[node].part {
                Part::Question(question) => self.defect(node, nth).map(|defect| {
                    let message = match defect {
                        Defect::Required => question.required_message.clone(),
                        Defect::Constraint => question.constraint_message.clone(),
                        Defect::Type => Text::new(),
                    };
                    (FaultKind::Answer(defect), message)
                }),
                Part::Repeat(repeat) if self.lacks_unit(*repeat) => Some((FaultKind::NoUnit, Text::new())),
                _ => None,
            };
            faults.extend(fault.map(|(kind, message)| Fault { path: self.path(node, nth), kind, message }));
        }
        faults
    }

    /// Whether there are no faults: known without putting them together.
    pub fn is_complete(&self) -> bool {
        let no_unit = |(nth, repeat): (usize, &PlannedRepeat)| {
            self.lacks_unit(nth) && self.cell(repeat.node, 0).holds.relevant
        };
        let wrong = |cell: &Cell| self.defect_of(cell).is_some();
        !self.state.cells.iter().any(wrong) && !self.plan.repeats.iter().enumerate().any(no_unit)
    }

    /// What is wrong with an answer.
    pub(in crate::form) fn defect(&self, node: usize, nth: usize) -> Option<Defect> {
        self.defect_of(self.cell(node, nth))
    }

    fn defect_of(&self, cell: &Cell) -> Option<Defect> {
        // What is not answered here nobody could mend.
        cell.holds.defect(cell.own.is_empty()).filter(|_| self.plan.takes_answers(cell.point))
    }

    /// Whether a repeat goes over the place's own unit and the place has none of the type.
    pub(in crate::form) fn lacks_unit(&self, repeat: usize) -> bool {
        self.plan.repeats[repeat].target.scope == Scope::Own && self.units[repeat].is_empty()
    }

    /// Whether the form judges units and, by these answers, none of its parts about them is asked.
    pub fn screened_out(&self) -> bool {
        let repeats = &self.plan.repeats;
        !repeats.is_empty() && repeats.iter().all(|repeat| !self.cell(repeat.node, 0).holds.relevant)
    }
}
