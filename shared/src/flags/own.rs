//! The ballots of one interviewer, held against each other.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::ByNumber;
use super::cells::AllCells;
use super::seen::Seen;
use crate::ballot::{DoneAgain, Mode};
use crate::campaign::{Limit, Limits};

/// A ballot is compared with so many of the same form and interviewer that were finished before it.
const COMPARED: usize = 200;

/// What the other ballots of the interviewer say of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Beside {
    /// An earlier one, and how many answers are its own.
    pub twin: Option<(i64, u32)>,
    /// One that ran at the same time, and for how many seconds.
    pub overlap: Option<(i64, i64)>,
    /// So many minutes was the clock further behind than before.
    pub set_back: Option<i64>,
}

/// The same of all ballots, each apart: most have none, and those that have one the one alone.
#[derive(Clone, Debug, Default)]
struct Found {
    twins: ByNumber<(i64, u32)>,
    overlaps: ByNumber<(i64, i64)>,
    set_back: ByNumber<i64>,
}

impl Found {
    fn of(&self, number: i64) -> Beside {
        Beside {
            twin: self.twins.get(number).copied(),
            overlap: self.overlaps.get(number).copied(),
            set_back: self.set_back.get(number).copied(),
        }
    }
}

/// An interviewer's ballots, and what is known of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Own {
    ballots: Vec<i64>,
    /// Those that were compared, in the order in which they were finished.
    compared: Vec<i64>,
    interviews: BTreeMap<Uuid, Uuid>,
    found: Found,
}

impl Own {
    /// One more.
    pub fn add(&mut self, number: i64) {
        self.ballots.push(number);
    }

    /// What is known of one.
    pub fn beside(&self, number: i64) -> Beside {
        self.found.of(number)
    }

    /// Compares them, if there is one that was not. Gives those of which something changed.
    pub fn settle(
        &mut self,
        (seen, cells): (&ByNumber<Seen>, &AllCells),
        copies: &BTreeMap<i64, Uuid>,
        limits: &Limits,
    ) -> Vec<i64> {
        if self.compared.len() == self.ballots.len() {
            return Vec::new();
        }
        let before = std::mem::take(&mut self.found);
        let mut all: Vec<(i64, &Seen)> =
            self.ballots.iter().filter_map(|number| Some((*number, seen.get(*number)?))).collect();
        all.sort_by_key(|(number, it)| (it.finished, *number));
        self.find_twins((&all, cells), &before, interviews(&all, copies), limits);
        self.compared = all.iter().map(|(number, _)| *number).collect();
        self.find_set_back(seen, limits);
        all.retain(|(_, it)| it.mode == Mode::Tablet);
        all.sort_by_key(|(number, it)| (it.started, *number));
        self.find_overlaps(&all, limits);
        let changed = |number: &i64| before.of(*number) != self.found.of(*number);
        self.ballots.iter().copied().filter(changed).collect()
    }

    /// What was finished before all that is new is a twin of what it was before.
    fn find_twins(
        &mut self,
        (all, cells): (&[(i64, &Seen)], &AllCells),
        before: &Found,
        interviews: BTreeMap<Uuid, Uuid>,
        limits: &Limits,
    ) {
        let (percent, least) = (limits.of(Limit::TwinPercent), limits.of(Limit::TwinAnswers));
        let same = all.iter().zip(&self.compared).take_while(|((number, _), known)| number == *known).count();
        let same = if interviews == self.interviews { same } else { 0 };
        let interview = |it: &Seen| *interviews.get(&it.id).unwrap_or(&it.id);
        let (mut by_form, mut twins) = (BTreeMap::<u32, Vec<(i64, &Seen)>>::new(), Vec::new());
        let tells = |it: &Seen| percent > 0 && it.judged.n() >= least && !it.judged.is_even();
        for (nth, (number, it)) in all.iter().enumerate().filter(|(_, (_, it))| tells(it)) {
            let earlier = by_form.entry(it.form).or_default();
            let twin = if nth < same {
                before.twins.get(*number).copied()
            } else {
                // What was done again from a copy is like it by right, and a second ballot of its id has a reason of its own.
                let others = earlier.iter().rev().take(COMPARED);
                let others = others.filter(|(_, that)| interview(that) != interview(it));
                let like = others.filter_map(|(other, that)| {
                    let (most, common) = (
                        it.judged.n().max(that.judged.n()),
                        cells.common(it.judged.cells, that.judged.cells),
                    );
                    (u64::from(common) * 100 >= u64::from(most) * u64::from(percent))
                        .then_some((*other, common))
                });
                // Of several the one that is most alike, the earliest of those.
                like.max_by_key(|(_, common)| *common)
            };
            twins.extend(twin.map(|twin| (*number, twin)));
            earlier.push((*number, *it));
        }
        self.found.twins = twins.into_iter().collect();
        self.interviews = interviews;
    }

    /// Held against those that came before it: a clock that was behind and was put right is none that was set back.
    fn find_set_back(&mut self, seen: &ByNumber<Seen>, limits: &Limits) {
        let least = i64::from(limits.of(Limit::ClockMinutes));
        let mut before: Option<i64> = None;
        let mut all = self.ballots.clone();
        all.sort_unstable();
        for number in all.into_iter().filter(|_| least > 0) {
            let on_tablet = seen.get(number).filter(|it| it.mode == Mode::Tablet);
            let Some(behind) = on_tablet.and_then(|it| it.behind).map(i64::from) else { continue };
            let more = before.map(|before| behind - before).filter(|more| *more >= least);
            if let Some(more) = more {
                self.found.set_back.insert(number, more);
            }
            before = Some(before.map_or(behind, |before| before.min(behind)));
        }
    }

    /// The one that began later is named: it was begun while another was not ended.
    fn find_overlaps(&mut self, all: &[(i64, &Seen)], limits: &Limits) {
        let least = i64::from(limits.of(Limit::OverlapMinutes)) * 60;
        // Of those that began before, the one that ended last.
        let (mut open, mut overlaps): (Option<(i64, &Seen)>, _) = (None, Vec::new());
        for (number, it) in all.iter().filter(|_| least > 0) {
            let seconds = open.map(|(_, that)| that.finished.min(it.finished) - it.started);
            if let (Some((other, _)), Some(seconds)) = (open, seconds.filter(|seconds| *seconds >= least)) {
                overlaps.push((*number, (other, seconds)));
            }
            if open.is_none_or(|(_, that)| it.finished > that.finished) {
                open = Some((*number, *it));
            }
        }
        self.found.overlaps = overlaps.into_iter().collect();
    }
}

/// The numbers of which two tables say something else.
pub(super) fn changed<T: PartialEq>(before: &BTreeMap<i64, T>, now: &BTreeMap<i64, T>) -> Vec<i64> {
    let gone = before.keys().filter(|number| !now.contains_key(*number));
    let other = now.iter().filter(|(number, it)| before.get(*number) != Some(*it)).map(|(number, _)| number);
    gone.chain(other).copied().collect()
}

/// Of each ballot that was done again, or that was made by that, the interview that it is of.
fn interviews(all: &[(i64, &Seen)], copies: &BTreeMap<i64, Uuid>) -> BTreeMap<Uuid, Uuid> {
    let mut done_again = DoneAgain::default();
    let links = all.iter().filter_map(|(number, it)| Some((it.id, *copies.get(number)?)));
    links.for_each(|(id, replaced)| done_again.link(id, replaced));
    done_again.first()
}
