//! An interview over an arena is run by the engine of all forms: its elements say what counts, and at changes actions are done.

use super::Session;
use super::point::{Element, PointId};
use super::stored::too_long;
use crate::form::engine::{Engine, Points, Rules, State, What};
use crate::form::xpath::Bound;
use crate::problem::Problem;

/// How often a cell is computed on the average before somebody must have written a circle.
const PATIENCE: usize = 50;

/// More nodes than can be met while somebody waits: each instance of many may look at all others.
const MOST_MET: usize = 30_000_000;

/// More instances than anybody answers; a form that asks for more has lost count.
pub const MOST_INSTANCES: usize = 10_000;

impl Engine for Session {
    type Said = Element;
    type Bound = Bound;

    fn form(&self) -> (&Points<Element>, &Rules<Bound>) {
        (&self.plan.points, &self.plan.rules)
    }

    fn state(&self) -> &State {
        &self.state
    }

    fn parts(&mut self) -> (&Points<Element>, &Rules<Bound>, &mut State) {
        (&self.plan.points, &self.plan.rules, &mut self.state)
    }

    fn leaves_out(&self) -> bool {
        self.plan.over.is_some()
    }

    fn truth(&self, rule: u32, cell: u32) -> bool {
        let (rule, cell) = (&self.plan.rules[rule], &self.state.cells[cell as usize]);
        if rule.what == What::Chosen {
            let (chosen, code) = (self.text_of(&rule.bound, cell.node), self.codes.get(&cell.instance));
            return chosen.split_ascii_whitespace().any(|chosen| code.is_some_and(|code| **code == *chosen));
        }
        self.truth_of(&rule.bound, cell.node)
    }

    fn result(&self, rule: u32, cell: u32) -> String {
        let rule = &self.plan.rules[rule];
        let text = self.text_of(&rule.bound, self.state.cells[cell as usize].node);
        // A long text is work as well: what goes on from itself may be long each time.
        self.met.set(self.met.get() + text.len() / 64);
        self.shaped(rule.point, text)
    }

    fn is_blank(&self, cell: u32) -> bool {
        self.tree.is_blank(self.state.cells[cell as usize].node)
    }

    /// Makes the element of a cell say what its answer is now.
    fn refresh(&mut self, cell: u32) {
        let (node, point) = (self.state.cells[cell as usize].node, self.state.cells[cell as usize].point);
        if !self.plan.points.is_leaf(point) {
            return;
        }
        let text = self.effective(cell);
        if *self.tree.text(node) != *text {
            self.tree.set_text(node, &text);
            self.changed(cell);
            if self.open
                && let Some(acts) = self.plan.on_change.get(&point)
            {
                self.waiting.extend(acts.iter().map(|act| (*act, cell)));
            }
        }
    }

    fn reshape(&mut self, rule: u32, cell: u32) {
        let one = &self.plan.rules[rule];
        if one.what == What::Items {
            return self.refresh(cell);
        }
        // No answer is no instance.
        let (point, at) = (one.point, &self.state.cells[cell as usize]);
        let (number, instance) = (self.number_of(&one.bound, at.node).max(0.0), at.instance);
        self.resize(point, instance, (number as usize).min(MOST_INSTANCES));
    }
}

impl Session {
    /// Computes what waits, then does what is to be done at the changes, until nothing waits.
    pub(super) fn settle(&mut self) -> Vec<Problem> {
        let mut done = 0;
        self.met.take();
        loop {
            let act = match self.state.waits() {
                true => None,
                false => match self.waiting.pop_front() {
                    None => return self.too_much().into_iter().collect(),
                    act => act,
                },
            };
            // There may be more cells with each that is computed. An action may set off itself.
            let endless = done == PATIENCE * (self.state.cells.len() + self.plan.rules.len() + 100);
            if endless || self.met.get() > MOST_MET {
                self.state.give_up();
                self.waiting.clear();
                let slow = || Problem::new("form.looks_at_too_much").with("limit", MOST_MET);
                let why = || if endless { Problem::new("form.never_settles") } else { slow() };
                return vec![self.too_much().unwrap_or_else(why)];
            }
            done += 1;
            match act {
                Some((act, source)) => self.act_on_change(act, source),
                None => {
                    self.step();
                }
            }
        }
    }

    /// That an instance was refused since this was asked last, or a text that was computed.
    fn too_much(&mut self) -> Option<Problem> {
        let long = self.long.take().then(too_long);
        let full = || Problem::new("form.too_many_answers").with("limit", super::lay::MOST_CELLS);
        std::mem::take(&mut self.full).then(full).or(long)
    }

    fn effective(&self, cell: u32) -> String {
        let one = &self.state.cells[cell as usize];
        if !one.holds.relevant {
            return String::new();
        }
        match self.plan.items.get(&one.point) {
            Some(_) if !one.own.is_empty() => self.offered(cell, &one.own),
            _ => one.own.clone(),
        }
    }

    /// Adds or takes out instances until there are so many. What was taken out comes back with what was said in it.
    fn resize(&mut self, repeat: PointId, around: u32, wanted: usize) {
        let mut changed = Vec::new();
        while self.state.instances[around as usize].of(repeat).len() > wanted {
            let Some(last) = self.state.instances[around as usize].of(repeat).last().copied() else { break };
            self.take_out(last);
            self.state.instances[around as usize].gone.push(last);
            changed.push(last);
        }
        let there = &self.state.instances[around as usize];
        let is_its = |one: &&u32| self.state.instances[**one as usize].point == repeat;
        let known = there.of(repeat).len() + there.gone.iter().filter(is_its).count();
        if wanted > known && !self.has_room(repeat, wanted - known) {
            return;
        }
        while self.state.instances[around as usize].of(repeat).len() < wanted {
            let is_its = |one: &u32| self.state.instances[*one as usize].point == repeat;
            let gone = self.state.instances[around as usize].gone.iter().rposition(is_its);
            let back = gone.map(|at| self.state.instances[around as usize].gone.remove(at));
            match self.add_instance(around, repeat, back) {
                Some(added) => changed.push(added),
                None => break,
            }
        }
        self.seen_anew(&changed);
    }
}
