//! The state of an interview: a cell for each question, and for each unit where the question is about units.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use jiff::tz::Offset;

use super::fault::Defect;
use crate::ballot::Header;
use crate::form::Moment;
use crate::form::plan::{Part, Plan, Vertex};
use crate::form::{FormDefinition, Kind, Surroundings, UNIT, Units};
use crate::problem::Problem;

/// What the metadata questions record. Time and names are given, never asked from the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// When the interview began.
    pub started: Moment,
    /// When it was finished, once it is.
    pub finished: Option<Moment>,
    /// The device.
    pub device: String,
    /// The account that asks; empty where the respondent answers alone.
    pub username: String,
}

impl Meta {
    /// What a ballot says about itself; `offset` is that of the campaign's timezone when it was finished.
    pub fn of(header: &Header, offset: Offset) -> Self {
        let moment = |at| Moment { at, offset };
        Self {
            started: moment(header.started),
            finished: Some(moment(header.finished)),
            device: String::new(),
            username: header.interviewer.clone().unwrap_or_default(),
        }
    }
}

/// An interview.
#[derive(Clone, Debug)]
pub struct Instance {
    pub(in crate::form) plan: Arc<Plan>,
    /// The units that each repeat can go over.
    pub(in crate::form) units: Vec<Units>,
    /// The first cell of each node.
    pub(super) first: Vec<usize>,
    pub(in crate::form) cells: Vec<Cell>,
    pub(super) meta: Meta,
    pub(super) now: Moment,
    /// Whether calculations on the clock stand as given: it cannot be asked again what time it was.
    pub(in crate::form) times_given: bool,
    /// Saved answers that no question of this form at this place takes. They are kept all the same.
    pub(super) strays: Vec<(String, String)>,
    /// What is to be computed again, first in order first: rank and number of the unit.
    pub(super) queue: BinaryHeap<Reverse<(u32, u32)>>,
    /// What stands in `queue`, by cell and aspect.
    pub(in crate::form) queued: Vec<bool>,
    /// How many cells have a defect.
    pub(super) defects: usize,
    /// Whether a question has come or gone since an answer was taken last.
    pub(super) reshaped: bool,
    /// How many results and verdicts have become others since an answer was taken last.
    pub(super) stirred: usize,
    /// Whether one of them is another question's.
    pub(super) spread: bool,
}

/// A question's state, or that of another node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::form) struct Cell {
    /// The answer as XForms text; empty where there is none. It stays when the question becomes irrelevant.
    pub text: String,
    /// Whether the question is asked: its own relevance and that of all it is in.
    pub relevant: bool,
    /// The relevance that those who read the answer have seen.
    pub shown: bool,
    pub required: bool,
    pub defect: Option<Defect>,
}

impl Instance {
    /// Begins an interview.
    pub fn new(
        definition: impl Into<Arc<FormDefinition>>,
        surroundings: &Surroundings,
        meta: Meta,
    ) -> Result<Self, Problem> {
        Ok(Self::on(Arc::new(Plan::of(definition)?), surroundings, meta))
    }

    /// Begins an interview on a form that was made ready before.
    pub fn on(plan: Arc<Plan>, surroundings: &Surroundings, meta: Meta) -> Self {
        let mut instance = Self::blank(plan, surroundings, meta);
        instance.settle_all();
        instance
    }

    /// An interview of which nothing is computed yet.
    pub(in crate::form) fn blank(plan: Arc<Plan>, surroundings: &Surroundings, meta: Meta) -> Self {
        let units: Vec<_> = plan.repeats.iter().map(|repeat| surroundings.units(&repeat.target)).collect();
        let mut first = Vec::with_capacity(plan.nodes.len());
        let mut cells = 0;
        for node in &plan.nodes {
            first.push(cells);
            cells += node.scope.map_or(1, |repeat| units[repeat].len());
        }
        let mut instance = Self {
            now: meta.finished.unwrap_or(meta.started),
            plan,
            units,
            first,
            cells: vec![Cell::default(); cells],
            meta,
            times_given: false,
            strays: Vec::new(),
            queue: BinaryHeap::new(),
            queued: vec![false; cells * Vertex::ASPECTS],
            defects: 0,
            reshaped: false,
            stirred: 0,
            spread: false,
        };
        instance.fill_in();
        instance
    }

    /// The form.
    pub fn definition(&self) -> &FormDefinition {
        self.plan.definition()
    }

    /// Writes what is not asked: metadata, and the unit of each instance.
    pub(super) fn fill_in(&mut self) {
        let plan = Arc::clone(&self.plan);
        for (at, node) in plan.nodes.iter().enumerate() {
            let Part::Question(question) = &node.part else { continue };
            let text = match (&question.kind, node.scope) {
                (_, Some(repeat)) if question.name == UNIT => {
                    for (cell, unit) in self.units[repeat].iter().enumerate() {
                        self.cells[self.first[at] + cell].text.clone_from(unit);
                    }
                    continue;
                }
                (Kind::Start, _) => self.meta.started.text(),
                (Kind::Today, _) => self.meta.started.day(),
                (Kind::End, _) => self.meta.finished.map(|end| end.text()).unwrap_or_default(),
                (Kind::DeviceId, _) => self.meta.device.clone(),
                (Kind::Username, _) => self.meta.username.clone(),
                _ => continue,
            };
            for cell in 0..self.width(at) {
                self.cells[self.first[at] + cell].text.clone_from(&text);
            }
        }
    }

    /// How many cells a node has: one, or one for each unit.
    pub(in crate::form) fn width(&self, node: usize) -> usize {
        self.plan.nodes[node].scope.map_or(1, |repeat| self.units[repeat].len())
    }

    /// The cell of a node that is seen from the `nth` unit of the same repeat, or outside of all.
    pub(in crate::form) fn index(&self, node: usize, nth: usize) -> usize {
        self.first[node] + if self.plan.nodes[node].scope.is_some() { nth } else { 0 }
    }

    /// The same cell itself.
    pub(in crate::form) fn cell(&self, node: usize, nth: usize) -> &Cell {
        &self.cells[self.index(node, nth)]
    }
}
