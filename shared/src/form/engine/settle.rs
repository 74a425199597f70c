//! Settles an interview: what depends on a change is computed again, each thing once, in the order of the rules, and nothing else.

use super::cell::Cell;
use super::instance::around;
use super::point::{PointId, Points};
use super::rule::{Rules, What};
use super::state::State;

/// An interview on a form, whatever its expressions are computed over.
pub(in crate::form) trait Engine {
    /// What the form says of a place.
    type Said;
    /// An expression as it is computed.
    type Bound;

    /// The places and the rules of the form.
    fn form(&self) -> (&Points<Self::Said>, &Rules<Self::Bound>);

    /// How the interview stands.
    fn state(&self) -> &State;

    /// All of it, the state to be changed.
    fn parts(&mut self) -> (&Points<Self::Said>, &Rules<Self::Bound>, &mut State);

    /// Whether what is not relevant is left out: no path leads to it, and of its rules only its relevance is computed, once what is
    /// above it is relevant.
    fn leaves_out(&self) -> bool;

    /// Whether a condition holds for a cell.
    fn truth(&self, rule: u32, cell: u32) -> bool;

    /// What a calculation gives for a cell.
    fn result(&self, rule: u32, cell: u32) -> String;

    /// Whether there is no answer in a cell.
    fn is_blank(&self, cell: u32) -> bool;

    /// Makes expressions see what the answer of a cell is now, and computes again who reads it.
    fn refresh(&mut self, cell: u32);

    /// Computes how many instances there are or which choices, where a form has such rules.
    fn reshape(&mut self, _rule: u32, _cell: u32) {}

    /// Computes what comes first of all that waits. False where nothing waits.
    fn step(&mut self) -> bool {
        let (_, rules, state) = self.parts();
        let Some((rule, cell)) = state.next(rules) else { return false };
        if state.is_live(cell) {
            self.compute(rule, cell);
        }
        true
    }

    /// Computes a rule for a cell.
    fn compute(&mut self, rule: u32, cell: u32) {
        let what = self.form().1[rule].what;
        if self.leaves_out() && !self.is_due(what, cell) {
            return;
        }
        let at = cell as usize;
        match what {
            What::Relevant | What::Chosen => {
                let truth = self.truth(rule, cell);
                let holds = &mut self.parts().2.cells[at].holds;
                if truth != std::mem::replace(&mut holds.own_relevant, truth) {
                    self.inherit(cell);
                }
            }
            What::Readonly => {
                let truth = self.truth(rule, cell);
                let holds = &mut self.parts().2.cells[at].holds;
                if truth != std::mem::replace(&mut holds.own_readonly, truth) {
                    self.inherit(cell);
                }
            }
            What::Required => {
                let truth = self.truth(rule, cell);
                let state = self.parts().2;
                if truth != std::mem::replace(&mut state.cells[at].holds.required, truth) {
                    state.stir(cell);
                }
            }
            What::Constraint => {
                let truth = (self.leaves_out() && self.is_blank(cell)) || self.truth(rule, cell);
                let state = self.parts().2;
                if truth != std::mem::replace(&mut state.cells[at].holds.fits, truth) {
                    state.stir(cell);
                }
            }
            What::Calculate => {
                let text = self.result(rule, cell);
                self.give(cell, text);
            }
            What::Count | What::Items => self.reshape(rule, cell),
        }
    }

    /// Whether a rule need not wait until its cell is asked.
    fn is_due(&self, what: What, cell: u32) -> bool {
        let state = self.state();
        let holds = match what {
            What::Relevant | What::Chosen => state.held_above(self.form().0, cell),
            _ => state.cells[cell as usize].holds,
        };
        holds.relevant
    }

    /// Gives a cell its answer.
    fn give(&mut self, cell: u32, text: String) {
        let state = self.parts().2;
        let own = &mut state.cells[cell as usize].own;
        if *own != text {
            *own = text;
            state.stir(cell);
            self.refresh(cell);
        }
    }

    /// Whoever reads a cell is computed again.
    fn changed(&mut self, cell: u32) {
        let (points, rules, state) = self.parts();
        let Cell { point, instance, .. } = state.cells[cell as usize];
        state.mark(points, rules, instance, &rules.readers[point]);
    }

    /// Whoever sees the instances of a repeat come and go is computed again.
    fn counted(&mut self, repeat: PointId, instance: u32) {
        let (points, rules, state) = self.parts();
        state.mark(points, rules, instance, &rules.watchers[repeat]);
    }

    /// All rules of an instance and of those inside it are to be computed.
    fn mark_instance(&mut self, instance: u32) {
        let (points, rules, state) = self.parts();
        let mut open = vec![instance];
        while let Some(one) = open.pop() {
            let there = &state.instances[one as usize];
            open.extend(there.inside.iter().flat_map(|(_, all)| all));
            let first = there.first;
            for (cell, _) in (first..).zip(points.layout(there.point)) {
                let all = state.rules_of(rules, cell, |_| true);
                all.for_each(|rule| state.note(rules, rule, cell));
            }
        }
    }

    /// Whoever counts the instances of their repeat, or reads what stands in one, is computed again: once for all that came or went
    /// together.
    fn seen_anew(&mut self, those: &[u32]) {
        let (mut seen, state) = (Vec::new(), self.state());
        for instance in those {
            let mut open = vec![*instance];
            while let Some(one) = open.pop() {
                let there = &state.instances[one as usize];
                let around = around(&state.instances, there.around, there.point);
                seen.push((there.point, if one == *instance { there.around } else { around }));
                open.extend(there.inside.iter().flat_map(|(_, all)| all));
            }
        }
        seen.sort_unstable();
        seen.dedup();
        seen.into_iter().for_each(|(point, around)| self.counted(point, around));
    }

    /// Hands down from above what became relevant or fixed, and from there further down.
    fn inherit(&mut self, cell: u32) {
        let (top, leaves_out) = (cell, self.leaves_out());
        let mut open = vec![cell];
        while let Some(cell) = open.pop() {
            let (points, rules, state) = self.parts();
            let above = state.held_above(points, cell);
            if leaves_out && cell != top {
                state.wait(rules, cell, above.relevant);
            }
            let holds = &mut state.cells[cell as usize].holds;
            let (relevant, readonly) =
                (above.relevant && holds.own_relevant, above.readonly || holds.own_readonly);
            if (relevant, readonly) == (holds.relevant, holds.readonly) {
                continue;
            }
            let turned = std::mem::replace(&mut holds.relevant, relevant) != relevant;
            holds.readonly = readonly;
            state.turned |= turned;
            state.each_below(points, cell, |below| open.push(below));
            let quiet = state.is_quiet();
            if turned && leaves_out {
                state.ask(rules, cell, relevant);
            }
            if quiet {
                continue;
            }
            self.refresh(cell);
            if turned && leaves_out {
                self.left_out(cell);
            }
        }
    }

    /// Paths lead to a cell now, or no longer: whoever reads it or counts it is computed again.
    fn left_out(&mut self, cell: u32) {
        let state = self.state();
        let Cell { point, instance, .. } = state.cells[cell as usize];
        let there = &state.instances[instance as usize];
        if there.point == point && instance != 0 {
            let around = there.around;
            self.counted(point, around);
        } else {
            self.changed(cell);
        }
    }
}
