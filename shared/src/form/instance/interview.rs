//! The state of an interview: a cell for each question, and for each unit where the question is about units.

use std::sync::Arc;

use jiff::tz::Offset;

use crate::ballot::Header;
use crate::form::Moment;
use crate::form::engine::{Cell, State};
use crate::form::plan::Plan;
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
    /// The first instance of each repeat; those of the other units follow it.
    pub(super) first: Vec<u32>,
    pub(in crate::form) state: State,
    pub(super) meta: Meta,
    pub(super) now: Moment,
    /// Whether calculations on the clock stand as given: it cannot be asked again what time it was.
    pub(in crate::form) times_given: bool,
    /// Saved answers that no question of this form at this place takes. They are kept all the same.
    pub(super) strays: Vec<(String, String)>,
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
        let (mut first, mut state) = (Vec::with_capacity(units.len()), State::default());
        state.lay(&plan.nodes, 0, 0);
        for (repeat, units) in plan.repeats.iter().zip(&units) {
            let (node, from) = (repeat.node + 1, state.instances.len() as u32);
            let all = units.iter().map(|_| state.lay(&plan.nodes, node, 0)).collect();
            *state.instances[0].of_mut(node) = all;
            first.push(from);
        }
        let mut instance = Self {
            now: meta.finished.unwrap_or(meta.started),
            plan,
            units,
            first,
            state,
            meta,
            times_given: false,
            strays: Vec::new(),
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
        for at in 0..plan.nodes.len() {
            let (Some(question), scope) = (plan.question(at), plan.nodes[at].scope) else { continue };
            let text = match (&question.kind, scope) {
                (_, Some(repeat)) if question.name == UNIT => {
                    for (nth, unit) in self.units[repeat].iter().enumerate() {
                        let cell = self.index(at, nth);
                        self.state.cells[cell].own.clone_from(unit);
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
            for nth in 0..self.width(at) {
                let cell = self.index(at, nth);
                self.state.cells[cell].own.clone_from(&text);
            }
        }
    }

    /// How many cells a node has: one, or one for each unit.
    pub(in crate::form) fn width(&self, node: usize) -> usize {
        self.plan.nodes[node].scope.map_or(1, |repeat| self.units[repeat].len())
    }

    /// The cell of a node that is seen from the `nth` unit of the same repeat, or outside of all.
    pub(in crate::form) fn index(&self, node: usize, nth: usize) -> usize {
        let point = &self.plan.nodes[node];
        let instance = point.scope.map_or(0, |repeat| self.first[repeat] as usize + nth);
        (self.state.instances[instance].first + point.local) as usize
    }

    /// The same cell itself.
    pub(in crate::form) fn cell(&self, node: usize, nth: usize) -> &Cell {
        &self.state.cells[self.index(node, nth)]
    }
}
