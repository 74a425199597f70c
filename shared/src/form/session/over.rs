//! An interview on a definition: the instances of its repeats are units, each known by its code.

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;

use super::modelled::{modelled, path};
use super::plan::Plan;
use super::point::PointId;
use super::{Around, Flaw, Opened, Session};
use crate::form::tree::NodeId;
use crate::form::{Surroundings, Target, UNIT};

/// What a plan over a definition knows beside what all know.
#[derive(Debug, Default)]
pub(super) struct Over {
    /// Questions and repeats outside of repeats, by name.
    names: HashMap<String, PointId>,
    repeats: Vec<Units>,
}

/// A repeat over units.
#[derive(Debug)]
struct Units {
    name: String,
    target: Target,
    /// What its instances are of.
    instance: PointId,
    /// The questions in it, by name.
    names: HashMap<String, PointId>,
}

impl Over {
    fn of(plan: &crate::form::Plan, points: &Plan) -> Self {
        let at = |node: usize| points.points.at(&path(plan, node));
        let named = |names: &HashMap<String, usize>| {
            names.iter().filter_map(|(name, node)| Some((name.clone(), at(*node)?))).collect()
        };
        let units = |repeat: &crate::form::plan::PlannedRepeat| {
            let name = plan.nodes[repeat.node].name.clone();
            let instance = at(repeat.node + 1)?;
            Some(Units { name, target: repeat.target.clone(), instance, names: named(&repeat.names) })
        };
        Self { names: named(&plan.names), repeats: plan.repeats.iter().filter_map(units).collect() }
    }
}

impl Plan {
    /// Makes a definition ready to run. Paths in it leave out what is not relevant.
    pub fn over(definition: &crate::form::Plan) -> Self {
        let mut plan = Self::compiled(modelled(definition), Some(Over::default()));
        plan.over = Some(Over::of(definition, &plan));
        plan
    }
}

impl Session {
    /// Opens an interview on a definition, at a place where these units may be judged.
    pub fn open_at(
        plan: impl Into<Arc<Plan>>,
        around: Around,
        surroundings: &Surroundings,
    ) -> Result<Opened, Vec<Flaw>> {
        let plan = plan.into();
        let lay = |session: &mut Self| {
            let plan = Arc::clone(&session.plan);
            for repeat in plan.over.iter().flat_map(|over| &over.repeats) {
                for unit in surroundings.units(&repeat.target).iter() {
                    session.lay_unit(repeat, unit);
                }
            }
        };
        Self::run(plan, around, lay, None)
    }

    fn lay_unit(&mut self, repeat: &Units, unit: &str) {
        let Some(number) = self.grow(0, repeat.instance, None) else { return };
        self.codes.insert(number, unit.into());
        if let Some(point) = repeat.names.get(UNIT) {
            let first = self.state.instances[number as usize].first;
            let cell = &mut self.state.cells[(first + self.plan.points[*point].local) as usize];
            cell.own = unit.into();
            self.tree.set_text(cell.node, unit);
        }
    }

    /// The reference of a question by its path in answers and drafts: `/sex`, and `/districts[TPBK]/P6_1` about a unit.
    pub fn reference(&self, path: &str) -> Option<String> {
        let (over, points) = (self.plan.over.as_ref()?, &self.plan.points);
        let path = path.strip_prefix('/')?;
        let Some((repeat, rest)) = path.split_once('[') else {
            return over.names.get(path).map(|point| points.path(*point));
        };
        let (unit, question) = rest.split_once("]/")?;
        let repeat = over.repeats.iter().find(|one| one.name == repeat)?;
        let mut all = self.state.instances[0].of(repeat.instance).iter();
        let nth = all.position(|one| self.codes.get(one).is_some_and(|code| **code == *unit))?;
        let (inside, whole) = (points.path(repeat.instance), points.path(*repeat.names.get(question)?));
        Some(format!("{inside}[{}]{}", nth + 1, whole.strip_prefix(&inside)?))
    }

    /// Notes which cells the elements have that were laid from a cell on, where it is asked.
    pub(super) fn note_cells(&mut self, from: usize) {
        if self.plan.over.is_some() {
            let fresh = self.state.cells.iter().enumerate().skip(from);
            self.cell_of.extend(fresh.map(|(number, cell)| (cell.node, number as u32)));
        }
    }

    /// Whether paths lead to a node: over a definition they leave out what is not relevant.
    pub(super) fn is_asked(&self, node: NodeId) -> bool {
        let cell = || self.state.cells.get(*self.cell_of.get(&node)? as usize);
        self.plan.over.is_none() || cell().is_none_or(|cell| cell.holds.relevant)
    }
}
