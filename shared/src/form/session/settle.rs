//! Settles an interview: what depends on a change is computed again, in the order of the rules, and nothing else.

use std::collections::BTreeSet;

use super::Session;
use super::cells::{Holds, around, within};
use super::point::PointId;
use super::rule::What;
use crate::problem::Problem;

/// What must be computed again: a rule, and the cell that it computes.
pub(super) type Queue = BTreeSet<(u32, u32)>;

/// How often a cell is computed on the average before somebody must have written a circle.
const PATIENCE: usize = 50;

#[cfg(test)]
thread_local! {
    /// How often a cell was noted to be computed again.
    pub(super) static MARKED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

impl Session {
    /// Computes what waits, then does what is to be done at the changes, until nothing waits.
    pub(super) fn settle(&mut self) -> Vec<Problem> {
        let mut computed = 0;
        loop {
            while let Some((rule, cell)) = self.queue.pop_first() {
                // There may be more cells with each that is computed.
                if computed == PATIENCE * (self.cells.len() + self.plan.rules.len() + 100) {
                    self.queue.clear();
                    self.waiting.clear();
                    return vec![self.too_many().unwrap_or_else(|| Problem::new("form.never_settles"))];
                }
                computed += 1;
                if self.is_live(cell) {
                    self.compute(rule, cell);
                }
            }
            match self.waiting.pop_front() {
                Some((act, source)) => self.act_on_change(act, source),
                None => return self.too_many().into_iter().collect(),
            }
        }
    }

    /// That an instance was refused since this was asked last.
    fn too_many(&mut self) -> Option<Problem> {
        let problem = || Problem::new("form.too_many_answers").with("limit", super::lay::MOST_CELLS);
        std::mem::take(&mut self.full).then(problem)
    }

    pub(super) fn is_live(&self, cell: u32) -> bool {
        self.instances[self.cells[cell as usize].instance as usize].live
    }

    /// All rules of an instance and of those inside it are to be computed.
    pub(super) fn mark_instance(&mut self, instance: u32) {
        let mut open = vec![instance];
        while let Some(one) = open.pop() {
            let there = &self.instances[one as usize];
            for rule in self.plan.by_home.get(&there.point).into_iter().flatten() {
                self.queue.insert((*rule, there.first + self.plan.rules[*rule as usize].local));
            }
            open.extend(there.inside.iter().flat_map(|(_, all)| all));
        }
    }

    /// Whoever reads a cell is computed again.
    pub(super) fn changed(&mut self, cell: u32) {
        let super::Cell { point, instance, .. } = self.cells[cell as usize];
        self.mark(instance, &self.plan.readers[point].clone());
        if self.open
            && let Some(acts) = self.plan.on_change.get(&point)
        {
            self.waiting.extend(acts.iter().map(|act| (*act, cell)));
        }
    }

    /// Whoever sees the instances of a repeat come and go is computed again.
    pub(super) fn counted(&mut self, repeat: PointId, instance: u32) {
        self.mark(instance, &self.plan.watchers[repeat].clone());
    }

    fn mark(&mut self, instance: u32, readers: &[(u32, PointId)]) {
        let (plan, instances, queue) = (&self.plan, &self.instances, &mut self.queue);
        for (rule, top) in readers {
            let one = &plan.rules[*rule as usize];
            let from = around(instances, instance, *top);
            within(&plan.points, instances, from, one.home, &mut |there| {
                #[cfg(test)]
                MARKED.set(MARKED.get() + 1);
                queue.insert((*rule, instances[there as usize].first + one.local));
            });
        }
    }

    fn compute(&mut self, rule: u32, cell: u32) {
        let one = &self.plan.rules[rule as usize];
        let (at, node) = (cell as usize, self.cells[cell as usize].node);
        match one.what {
            What::Relevant => {
                let truth = self.truth_of(&one.bound, node);
                if truth != std::mem::replace(&mut self.cells[at].holds.own_relevant, truth) {
                    self.inherit(cell);
                }
            }
            What::Chosen => {
                let chosen = self.text_of(&one.bound, node);
                let code = &*self.instances[self.cells[at].instance as usize].code;
                let truth = chosen.split_ascii_whitespace().any(|chosen| chosen == code);
                if truth != std::mem::replace(&mut self.cells[at].holds.own_relevant, truth) {
                    self.inherit(cell);
                }
            }
            What::Readonly => {
                let truth = self.truth_of(&one.bound, node);
                if truth != std::mem::replace(&mut self.cells[at].holds.own_readonly, truth) {
                    self.inherit(cell);
                }
            }
            What::Required => self.cells[at].holds.required = self.truth_of(&one.bound, node),
            What::Constraint => self.cells[at].holds.fits = self.truth_of(&one.bound, node),
            What::Calculate => {
                let text = self.shaped(one.point, self.text_of(&one.bound, node));
                self.give(cell, text);
            }
            What::Items => self.refresh(cell),
            What::Count => {
                // No answer is no instance.
                let (point, number) = (one.point, self.number_of(&one.bound, node).max(0.0));
                let instance = self.cells[at].instance;
                self.resize(point, instance, (number as usize).min(MOST_INSTANCES));
            }
        }
    }

    /// Gives a cell its answer.
    pub(super) fn give(&mut self, cell: u32, text: String) {
        let own = &mut self.cells[cell as usize].own;
        if **own != *text {
            *own = text.into();
            self.refresh(cell);
        }
    }

    /// Makes the element of a cell say what its answer is now; whoever reads it is computed again.
    pub(super) fn refresh(&mut self, cell: u32) {
        let text = self.effective(cell);
        let node = self.cells[cell as usize].node;
        if *self.tree.text(node) != *text {
            self.tree.set_text(node, &text);
            self.changed(cell);
        }
    }

    fn effective(&self, cell: u32) -> String {
        let one = &self.cells[cell as usize];
        if !one.holds.relevant {
            return String::new();
        }
        match self.plan.items.get(&one.point) {
            Some(_) if !one.own.is_empty() => self.offered(cell, &one.own),
            _ => one.own.to_string(),
        }
    }

    /// Hands down from above what became relevant or fixed, and from there further down.
    pub(super) fn inherit(&mut self, cell: u32) {
        let mut open = vec![cell];
        while let Some(cell) = open.pop() {
            let above = self.above(cell).map_or(Holds::AT_FIRST, |above| self.cells[above as usize].holds);
            let holds = &mut self.cells[cell as usize].holds;
            let (relevant, readonly) =
                (above.relevant && holds.own_relevant, above.readonly || holds.own_readonly);
            if (relevant, readonly) == (holds.relevant, holds.readonly) {
                continue;
            }
            let turned = std::mem::replace(&mut holds.relevant, relevant) != relevant;
            holds.readonly = readonly;
            if self.plan.points.is_leaf(self.cells[cell as usize].point) {
                self.refresh(cell);
            }
            if turned && self.plan.over.is_some() {
                self.left_out(cell);
            }
            open.extend(self.below(cell));
        }
    }

    /// Paths lead to a cell now, or no longer: whoever reads it or counts it is computed again.
    fn left_out(&mut self, cell: u32) {
        let super::Cell { point, instance, .. } = self.cells[cell as usize];
        let there = &self.instances[instance as usize];
        if there.point == point && instance != 0 {
            self.counted(point, there.around);
        } else {
            self.mark(instance, &self.plan.readers[point].clone());
        }
    }

    /// The cell above one; of an instance its range, of a range the group around it.
    pub(super) fn above(&self, cell: u32) -> Option<u32> {
        let one = &self.cells[cell as usize];
        let instance = &self.instances[one.instance as usize];
        let point = &self.plan.points[one.point];
        if let (Some((_, local)), true) = (point.range, instance.point == one.point) {
            return Some(self.instances[instance.around as usize].first + local);
        }
        point.parent.map(|parent| instance.first + self.plan.points[parent].local)
    }

    /// The cells right below one, in their order.
    pub(super) fn below(&self, cell: u32) -> Vec<u32> {
        let one = &self.cells[cell as usize];
        let instance = &self.instances[one.instance as usize];
        let point = &self.plan.points[one.point];
        if point.range.is_some() && instance.point != one.point {
            return instance.of(one.point).iter().map(|one| self.instances[*one as usize].first).collect();
        }
        let cell = |child: &PointId| {
            let child = &self.plan.points[*child];
            instance.first + child.range.map_or(child.local, |(_, local)| local)
        };
        point.children.iter().map(cell).collect()
    }

    /// Adds or takes out instances until there are so many. What was taken out comes back with what was said in it.
    fn resize(&mut self, repeat: PointId, around: u32, wanted: usize) {
        let mut changed = Vec::new();
        while self.instances[around as usize].of(repeat).len() > wanted {
            let Some(last) = self.instances[around as usize].of(repeat).last().copied() else { break };
            self.take_out(last);
            self.instances[around as usize].gone.push(last);
            changed.push(last);
        }
        while self.instances[around as usize].of(repeat).len() < wanted {
            let is_its = |one: &u32| self.instances[*one as usize].point == repeat;
            let gone = self.instances[around as usize].gone.iter().rposition(is_its);
            let back = gone.map(|at| self.instances[around as usize].gone.remove(at));
            match self.add_instance(around, repeat, back) {
                Some(added) => changed.push(added),
                None => break,
            }
        }
        self.seen_anew(&changed);
    }
}

/// More instances than anybody answers; a form that asks for more has lost count.
pub const MOST_INSTANCES: usize = 10_000;
