//! The state of an interview: its cells, its instances, and what waits to be computed.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::cell::{Cell, Holds};
use super::instance::{Instance, around, within};
use super::point::{PointId, Points};
use super::rule::{Rule, Rules, What};

#[cfg(test)]
thread_local! {
    /// How often a cell was noted to be computed again.
    pub(in crate::form) static MARKED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// What must be computed again: a rule, and the cell that it computes. The first in the order of the rules comes first.
#[derive(Clone, Debug, Default)]
struct Waiting {
    queue: BinaryHeap<Reverse<(u32, u32)>>,
    /// Whether all is about to be computed in order, so that nothing need be noted.
    quiet: bool,
}

impl Waiting {
    fn note<B>(&mut self, cells: &mut [Cell], rules: &Rules<B>, rule: u32, cell: u32) {
        #[cfg(test)]
        MARKED.set(MARKED.get() + 1);
        let bit = 1 << rules[rule].what as u8;
        let waits = &mut cells[cell as usize].waits;
        if !self.quiet && *waits & bit == 0 {
            *waits |= bit;
            self.queue.push(Reverse((rule, cell)));
        }
    }
}

/// The cells of an interview in the instances that hold them.
#[derive(Clone, Debug, Default)]
pub(in crate::form) struct State {
    /// The cells of an instance lie side by side.
    pub cells: Vec<Cell>,
    pub instances: Vec<Instance>,
    waiting: Waiting,
    /// Whether something came or went since this was asked last.
    pub turned: bool,
    /// The cell that was answered last, and whether something was computed anew at another.
    pub answered: Option<u32>,
    pub stirred: bool,
}

impl State {
    /// Lays the cells of an instance, and gives its number.
    pub fn lay<T>(&mut self, points: &Points<T>, home: PointId, around: u32) -> u32 {
        let (number, first) = (self.instances.len() as u32, self.cells.len());
        let (inside, gone) = (Vec::new(), Vec::new());
        let first_cell = first as u32;
        self.instances.push(Instance {
            point: home,
            around,
            first: first_cell,
            inside,
            gone,
            live: true,
            begun: false,
        });
        let cells = (first..).zip(points.layout(home)).map(|(at, point)| Cell::new(at, number, *point));
        self.cells.extend(cells);
        number
    }

    /// Takes an instance out of those around it, with all instances inside it.
    pub fn take_out(&mut self, instance: u32) {
        let Instance { point, around, .. } = self.instances[instance as usize];
        let all = self.instances[around as usize].of_mut(point);
        // A lowered count takes the last ones: from there it is found at once.
        if let Some(at) = all.iter().rposition(|one| *one == instance) {
            all.remove(at);
        }
        self.each_inside(instance, |one| one.live = false);
    }

    /// An instance is there again, with all instances inside it.
    pub fn bring_back(&mut self, instance: u32) {
        self.each_inside(instance, |one| one.live = true);
    }

    fn each_inside(&mut self, instance: u32, change: impl Fn(&mut Instance)) {
        let mut open = vec![instance];
        while let Some(one) = open.pop() {
            let one = &mut self.instances[one as usize];
            change(one);
            open.extend(one.inside.iter().flat_map(|(_, all)| all));
        }
    }

    /// Whether the instance of a cell is there.
    pub fn is_live(&self, cell: u32) -> bool {
        self.instances[self.cells[cell as usize].instance as usize].live
    }

    /// Whether a cell stands for all instances of a repeat.
    pub fn is_range<T>(&self, points: &Points<T>, cell: u32) -> bool {
        let one = &self.cells[cell as usize];
        points[one.point].range.is_some() && self.instances[one.instance as usize].point != one.point
    }

    /// The cell above one; of an instance its range, of a range the group around it.
    pub fn above<T>(&self, points: &Points<T>, cell: u32) -> Option<u32> {
        let one = &self.cells[cell as usize];
        let instance = &self.instances[one.instance as usize];
        let point = &points[one.point];
        if let (Some((_, local)), true) = (point.range, instance.point == one.point) {
            return Some(self.instances[instance.around as usize].first + local);
        }
        point.parent.map(|parent| instance.first + points[parent].local)
    }

    /// What holds of what is above a cell.
    pub(super) fn held_above<T>(&self, points: &Points<T>, cell: u32) -> Holds {
        self.above(points, cell).map_or(Holds::AT_FIRST, |above| self.cells[above as usize].holds)
    }

    /// The cells right below one, in their order.
    pub fn below<T>(&self, points: &Points<T>, cell: u32) -> Vec<u32> {
        let mut below = Vec::new();
        self.each_below(points, cell, |one| below.push(one));
        below
    }

    /// Shows the cells right below one, in their order.
    pub(super) fn each_below<T>(&self, points: &Points<T>, cell: u32, mut see: impl FnMut(u32)) {
        let one = &self.cells[cell as usize];
        let (instance, point) = (&self.instances[one.instance as usize], &points[one.point]);
        if point.range.is_some() && instance.point != one.point {
            instance.of(one.point).iter().for_each(|one| see(self.instances[*one as usize].first));
            return;
        }
        for child in &point.children {
            let child = &points[*child];
            see(instance.first + child.range.map_or(child.local, |(_, local)| local));
        }
    }

    /// Whether anything waits to be computed.
    pub fn waits(&self) -> bool {
        !self.waiting.queue.is_empty()
    }

    /// The rule that comes first of those that wait, and its cell.
    pub(super) fn next<B>(&mut self, rules: &Rules<B>) -> Option<(u32, u32)> {
        let Reverse((rule, cell)) = self.waiting.queue.pop()?;
        self.cells[cell as usize].waits &= !(1 << rules[rule].what as u8);
        Some((rule, cell))
    }

    /// Forgets what waits.
    pub fn give_up(&mut self) {
        for Reverse((_, cell)) in self.waiting.queue.drain() {
            self.cells[cell as usize].waits = 0;
        }
    }

    /// All is computed in order from here on, and nothing need be noted; or no longer.
    pub fn hush(&mut self, quiet: bool) {
        self.waiting.quiet = quiet;
    }

    /// Whether it is so.
    pub(super) fn is_quiet(&self) -> bool {
        self.waiting.quiet
    }

    /// Notes that a rule is to be computed for a cell.
    pub fn note<B>(&mut self, rules: &Rules<B>, rule: u32, cell: u32) {
        self.waiting.note(&mut self.cells, rules, rule, cell);
    }

    /// Notes the readers of something in an instance: below the home up to which each climbs.
    pub(super) fn mark<T, B>(
        &mut self,
        points: &Points<T>,
        rules: &Rules<B>,
        instance: u32,
        readers: &[(u32, PointId)],
    ) {
        let Self { cells, instances, waiting, .. } = self;
        let readers: &[(u32, PointId)] = if waiting.quiet { &[] } else { readers };
        for (rule, top) in readers {
            let one = &rules[*rule];
            let from = around(instances, instance, *top);
            within(points, instances, from, one.home, &mut |there| {
                waiting.note(cells, rules, *rule, instances[there as usize].first + one.local);
            });
        }
    }

    /// The rules of a cell that compute such things.
    pub(super) fn rules_of<'r, B>(
        &self,
        rules: &'r Rules<B>,
        cell: u32,
        which: fn(What) -> bool,
    ) -> impl Iterator<Item = u32> + use<'r, B> {
        let one = &self.cells[cell as usize];
        let Instance { point, first, .. } = self.instances[one.instance as usize];
        let its = move |rule: &Rule<B>| rule.home == point && first + rule.local == cell && which(rule.what);
        rules.at[one.point].iter().copied().filter(move |number| its(&rules[*number]))
    }

    /// The own relevance of a cell is computed when what is above it is asked, and not before.
    pub(super) fn wait<B>(&mut self, rules: &Rules<B>, cell: u32, is_asked: bool) {
        let mut is_own = false;
        for rule in self.rules_of(rules, cell, What::is_relevance) {
            is_own = true;
            if is_asked {
                self.note(rules, rule, cell);
            }
        }
        let holds = &mut self.cells[cell as usize].holds;
        holds.own_relevant = !is_own || (holds.own_relevant && is_asked);
    }

    /// A cell is asked now, and so its rules are computed; or no longer, and what they gave is nothing.
    pub(super) fn ask<B>(&mut self, rules: &Rules<B>, cell: u32, relevant: bool) {
        for rule in self.rules_of(rules, cell, |what| !what.is_relevance()) {
            if relevant {
                self.note(rules, rule, cell);
                continue;
            }
            let one = &mut self.cells[cell as usize];
            match rules[rule].what {
                What::Required => one.holds.required = false,
                What::Constraint => one.holds.fits = true,
                What::Calculate => one.own.clear(),
                _ => {}
            }
        }
    }

    /// Something else came out at a cell.
    pub(super) fn stir(&mut self, cell: u32) {
        self.stirred |= self.answered != Some(cell);
    }
}
