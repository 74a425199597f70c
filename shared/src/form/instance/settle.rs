//! An interview on a definition is run by the engine of all forms, over its cells alone.

use std::sync::Arc;

use super::interview::Instance;
use super::read::View;
use crate::form::engine::{Engine, Holds, Points, Rules, State, What};
use crate::form::plan::{Bound, PlannedNode};

impl Instance {
    /// Computes everything.
    pub(in crate::form) fn settle_all(&mut self) {
        let plan = Arc::clone(&self.plan);
        for cell in &mut self.state.cells {
            let (node, typed) = (cell.point, cell.holds.typed);
            // What stands for all units together is outside of them.
            let begins = if cell.instance == 0 { Holds::AT_FIRST } else { plan.begins[node] };
            cell.holds = Holds { typed, ..begins };
            let given = || self.times_given && plan.is_timed(node);
            if !cell.holds.relevant && plan.is_calculated(node) && !given() {
                cell.own.clear();
            }
        }
        self.state.hush(true);
        for (number, rule) in plan.rules.iter() {
            for nth in 0..self.width(rule.point) {
                self.compute(number, self.index(rule.point, nth) as u32);
            }
        }
        self.state.hush(false);
        // Who asks for everything looks at everything.
        self.state.turned = false;
    }

    /// Computes what waits and all that changes by it, and tells how many things were computed.
    pub(super) fn settle(&mut self) -> usize {
        std::iter::from_fn(|| self.step().then_some(())).count()
    }
}

impl Engine for Instance {
    type Said = PlannedNode;
    type Bound = Bound;

    fn form(&self) -> (&Points<PlannedNode>, &Rules<Bound>) {
        (&self.plan.nodes, &self.plan.rules)
    }

    fn state(&self) -> &State {
        &self.state
    }

    fn parts(&mut self) -> (&Points<PlannedNode>, &Rules<Bound>, &mut State) {
        (&self.plan.nodes, &self.plan.rules, &mut self.state)
    }

    fn leaves_out(&self) -> bool {
        true
    }

    fn truth(&self, rule: u32, cell: u32) -> bool {
        let rule = &self.plan.rules[rule];
        if rule.what == What::Chosen {
            return self.is_chosen(rule.bound.nodes[0], cell);
        }
        View::new(self, &rule.bound, cell).holds()
    }

    fn result(&self, rule: u32, cell: u32) -> String {
        let rule = &self.plan.rules[rule];
        if self.times_given && rule.timed {
            return self.state.cells[cell as usize].own.clone();
        }
        View::new(self, &rule.bound, cell).calculated()
    }

    fn is_blank(&self, cell: u32) -> bool {
        self.state.cells[cell as usize].own.is_empty()
    }

    fn refresh(&mut self, cell: u32) {
        if self.state.cells[cell as usize].holds.relevant {
            self.changed(cell);
        }
    }
}

impl Instance {
    /// Whether the unit of a cell is among those that a question chooses.
    fn is_chosen(&self, chooser: usize, cell: u32) -> bool {
        let (node, nth) = self.place(cell);
        let unit = self.plan.nodes[node].scope.map(|repeat| &*self.units[repeat][nth]);
        let answer = self.cell(chooser, 0);
        answer.holds.relevant && answer.own.split_ascii_whitespace().any(|chosen| Some(chosen) == unit)
    }

    /// The node that a cell is of, and the number of its unit.
    pub(super) fn place(&self, cell: u32) -> (usize, usize) {
        let cell = &self.state.cells[cell as usize];
        let first = self.plan.nodes[cell.point].scope.map_or(0, |repeat| self.first[repeat]);
        (cell.point, (cell.instance - first) as usize)
    }
}
