//! Computes what follows from a changed answer: only what depends on it, each thing once, in the order of dependence.

use std::cmp::Reverse;
use std::sync::Arc;

use super::fault::Defect;
use super::interview::Instance;
use super::kind::fits;
use super::read::View;
use crate::form::plan::{Aspect, Bound, Part, Vertex};

impl Instance {
    /// Computes everything.
    pub(in crate::form) fn settle_all(&mut self) {
        let plan = Arc::clone(&self.plan);
        for vertex in &plan.order {
            for nth in 0..self.width(vertex.node()) {
                self.compute(*vertex, nth);
            }
        }
        // Who asks for everything looks at everything.
        self.reshaped = false;
    }

    /// Computes what is queued and all that changes by it, and tells how many things were computed.
    pub(super) fn settle(&mut self) -> usize {
        let mut computed = 0;
        while let Some(Reverse((rank, nth))) = self.queue.pop() {
            let (vertex, nth) = (self.plan.order[rank as usize], nth as usize);
            let mark = self.mark(vertex, nth);
            self.queued[mark] = false;
            computed += 1;
            if self.compute(vertex, nth) {
                self.queue_dependents(vertex, nth);
            }
        }
        computed
    }

    /// Queues what depends on a vertex of the `nth` unit: for the same unit inside of a repeat, else for every unit.
    pub(super) fn queue_dependents(&mut self, vertex: Vertex, nth: usize) {
        let plan = Arc::clone(&self.plan);
        let from = plan.nodes[vertex.node()].scope;
        for to in &plan.dependents[vertex.index()] {
            let scope = plan.nodes[to.node()].scope;
            if scope.is_some() && scope == from {
                self.enqueue(*to, nth);
            } else {
                (0..self.width(to.node())).for_each(|nth| self.enqueue(*to, nth));
            }
        }
    }

    pub(super) fn enqueue(&mut self, vertex: Vertex, nth: usize) {
        let mark = self.mark(vertex, nth);
        if !std::mem::replace(&mut self.queued[mark], true) {
            self.queue.push(Reverse((self.plan.ranks[vertex.index()], nth as u32)));
        }
    }

    fn mark(&self, vertex: Vertex, nth: usize) -> usize {
        self.index(vertex.node(), nth) * Vertex::ASPECTS + vertex.aspect() as usize
    }

    /// Computes one thing, and tells whether it is another than before.
    fn compute(&mut self, vertex: Vertex, nth: usize) -> bool {
        let node = vertex.node();
        let cell = self.index(node, nth);
        match vertex.aspect() {
            Aspect::Relevance => {
                let relevant = self.relevance(node, nth);
                let changed = std::mem::replace(&mut self.cells[cell].relevant, relevant) != relevant;
                self.reshaped |= changed;
                changed
            }
            Aspect::Value => {
                let changed = self.compute_value(node, nth);
                self.stirred += usize::from(changed);
                changed
            }
            Aspect::Verdict => {
                let (required, defect) = self.verdict(node, nth);
                let asked = std::mem::replace(&mut self.cells[cell].required, required);
                let before = std::mem::replace(&mut self.cells[cell].defect, defect);
                self.stirred += usize::from((asked, before) != (required, defect));
                self.defects = self.defects + usize::from(defect.is_some()) - usize::from(before.is_some());
                false
            }
        }
    }

    fn relevance(&self, node: usize, nth: usize) -> bool {
        let planned = &self.plan.nodes[node];
        if planned.parent.is_some_and(|parent| !self.cell(parent, nth).relevant) {
            return false;
        }
        match planned.part {
            Part::Instance(repeat) => self.is_chosen(repeat, nth),
            _ => planned.relevant.as_ref().is_none_or(|bound| self.holds(bound, node, nth)),
        }
    }

    fn is_chosen(&self, repeat: usize, nth: usize) -> bool {
        let Some(chooser) = self.plan.repeats[repeat].chooser else { return true };
        let unit = &self.units[repeat][nth];
        let cell = self.cell(chooser, 0);
        cell.relevant && cell.text.split_ascii_whitespace().any(|chosen| chosen == unit)
    }

    fn compute_value(&mut self, node: usize, nth: usize) -> bool {
        let cell = self.index(node, nth);
        let relevant = self.cells[cell].relevant;
        let mut changed = std::mem::replace(&mut self.cells[cell].shown, relevant) != relevant;
        let given = self.times_given && self.plan.timed[Vertex::new(node, Aspect::Value).index()];
        if let (false, Some(bound)) = (given, &self.plan.nodes[node].calculation) {
            // Unlike an answer, a result that is not asked for need not be kept.
            let text = if relevant { View::new(self, bound, node, nth).calculated() } else { String::new() };
            changed |= text != self.cells[cell].text;
            self.cells[cell].text = text;
        }
        // Which units a repeat goes over is its value: it is asked for only when one of them has changed.
        changed || matches!(self.plan.nodes[node].part, Part::Repeat(_))
    }

    fn verdict(&self, node: usize, nth: usize) -> (bool, Option<Defect>) {
        let (planned, cell) = (&self.plan.nodes[node], self.cell(node, nth));
        let (true, Part::Question(question)) = (cell.relevant, &planned.part) else { return (false, None) };
        let required = planned.required.as_ref().is_some_and(|bound| self.holds(bound, node, nth));
        if !self.plan.takes_answers(node) {
            // Nobody could mend it here.
            return (required, None);
        }
        let defect = if cell.text.is_empty() {
            required.then_some(Defect::Required)
        } else if !fits(&question.kind, &cell.text, &planned.options) {
            Some(Defect::Type)
        } else {
            let bound = planned.constraint.as_ref();
            bound.filter(|bound| !self.holds(bound, node, nth)).map(|_| Defect::Constraint)
        };
        (required, defect)
    }

    fn holds(&self, bound: &Bound, node: usize, nth: usize) -> bool {
        View::new(self, bound, node, nth).holds()
    }
}
