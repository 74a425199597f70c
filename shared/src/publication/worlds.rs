//! Whether what few people said stays open when answers are counted. `open` takes points to move freely; but a mean moves in steps,
//! and where these are wider than what is shown is rounded, sums over several versions can fit one answer alone. So another world is
//! looked for, answer by answer: some people gave the best answer in place of the worst, or the other way around, everybody who
//! was there before said the same as before, and every number of every version is shown as it is. Who knows how many answered each
//! question and who came between versions finds that world too.

use std::collections::BTreeMap;

use super::FEW;
use super::open::View;
use super::parts::{Part, Question, Said, WHOLE};
use crate::points::Points;

/// In how many bits after the point points are counted.
const BITS: u32 = 32;
/// What rates round away of what people said together is less than this part of an answer.
const ROUNDED: i64 = WHOLE / 20;
/// How many people of a question say something else at most, unless all do.
const MOVED: u64 = 200;
/// How many worlds are looked at for a leaf; where none of these fits, it counts as told.
const MOST: usize = 4_000;

/// What was said to a question by as many people as answered it: the same in all versions in which both are the same.
type Answers<'a> = (&'a Question, u64, i64);

/// What is not known.
struct Unknown<'a> {
    of: Answers<'a>,
    seen: Seen,
    /// By how much it may be something else, in parts of an answer, the least first; by nothing, where a version shows it.
    moves: Vec<i64>,
}

/// In which version it is first, and in which a leaf of it is first shown.
#[derive(Clone, Copy)]
struct Seen {
    first: usize,
    shown: Option<usize>,
}

/// What is known of some unknowns together: how far they may move.
struct Bound {
    of: Vec<(usize, i128)>,
    low: i128,
    high: i128,
}

/// All that fits what is public of a unit.
pub struct Worlds<'a> {
    unknowns: Vec<Unknown<'a>>,
    bounds: Vec<Bound>,
    /// How many others may be moved with one.
    deep: usize,
}

fn answers(said: &Said) -> Answers<'_> {
    (&said.question, said.answers, said.rate)
}

/// How many parts of an answer were said together.
fn together((_, answers, rate): Answers<'_>) -> i64 {
    rate * i64::try_from(answers).unwrap_or_default()
}

fn counted(answers: u64) -> i64 {
    WHOLE * i64::try_from(answers).unwrap_or_default()
}

/// One person gave the best answer in place of the worst, two did, and so on; everybody did, or nobody; those who came since another
/// version all did, or none of them. `known` are the answers to it that earlier versions showed.
fn moves(of: Answers<'_>, all: &[Answers<'_>], known: &[Answers<'_>]) -> Vec<i64> {
    let (said, most) = (together(of), counted(of.1));
    let ends = all.iter().filter(|it| it.0 == of.0).flat_map(|it| {
        let came = counted(of.1) - counted(it.1);
        [together(*it), together(*it) + came].map(|end| end - said)
    });
    let mut moves: Vec<i64> = (1..=of.1.min(MOVED))
        .flat_map(|people| [counted(people), -counted(people)])
        .chain([-said, most - said])
        .chain(ends)
        .filter(|moved| (-said..=most - said).contains(moved) && moved.abs() > ROUNDED)
        .filter(|moved| {
            let fits = |bound: Bound| bound.holds(bound.moved(&[*moved, 0]));
            known.iter().filter_map(|it| came((0, of), (1, *it))).all(fits)
        })
        .collect();
    moves.sort_by_key(|moved| (moved.abs(), *moved));
    moves.dedup();
    moves
}

impl<'a> Worlds<'a> {
    pub fn of(views: &[View<'a>], one: &Points) -> Self {
        let mut all: BTreeMap<Answers<'a>, Seen> = BTreeMap::new();
        for (first, view) in views.iter().enumerate() {
            for (said, hidden) in
                view.leaves().flat_map(|(part, hidden)| part.said.iter().map(move |it| (it, hidden)))
            {
                let seen = all.entry(answers(said)).or_insert(Seen { first, shown: None });
                seen.shown = seen.shown.or((!hidden).then_some(first));
            }
        }
        let keys: Vec<_> = all.keys().copied().collect();
        let at: BTreeMap<_, usize> = keys.iter().copied().zip(0..).collect();
        let mut bounds = Vec::new();
        for view in views {
            let parts: Vec<&Part> = view.leaves().map(|(part, _)| part).collect();
            for (sum, room) in view.margins(one) {
                let mut of = BTreeMap::<usize, i128>::new();
                for it in sum
                    .of
                    .iter()
                    .flat_map(|at| &parts[*at].said)
                    .filter(|it| all[&answers(it)].shown.is_none())
                {
                    let step = it.step.in_fixed_point(BITS).unwrap_or(i64::MAX);
                    *of.entry(at[&answers(it)]).or_default() += i128::from(step);
                }
                // As much as fixed point rounds away moves nothing.
                let near = i128::from(WHOLE) << (BITS - 20);
                let far = |room: &Points| {
                    near.max(i128::from(room.in_fixed_point(BITS).unwrap_or(i64::MAX)) * i128::from(WHOLE))
                };
                bounds.push(Bound {
                    of: of.into_iter().collect(),
                    low: -far(&room.down),
                    high: far(&room.up),
                });
            }
        }
        for (nth, one) in keys.iter().enumerate() {
            for (other, more) in keys.iter().enumerate().skip(nth + 1).filter(|(_, more)| more.0 == one.0) {
                bounds.extend(came((nth, *one), (other, *more)));
            }
        }
        let unknown = |(of, seen): (&Answers<'a>, &Seen)| {
            let before = all
                .iter()
                .filter(|(it, other)| it.0 == of.0 && other.shown.is_some_and(|shown| shown < seen.first));
            let known: Vec<_> = before.map(|(it, _)| *it).collect();
            let moves = if seen.shown.is_none() { moves(*of, &keys, &known) } else { Vec::new() };
            Unknown { of: *of, seen: *seen, moves }
        };
        Self { unknowns: all.iter().map(unknown).collect(), bounds, deep: 2 * views.len() + 1 }
    }

    /// Whether a leaf of few people can be something else than it is; and what a few changed since another version, be that what it
    /// may, something else too. What an earlier version said of each by a mean of nothing or of all, nobody takes back.
    pub fn leave_open(&self, part: &Part) -> bool {
        let at = |of: Answers<'_>| self.unknowns.iter().position(|it| it.of == of);
        let own: Vec<usize> = part.said.iter().filter_map(|it| at(answers(it))).collect();
        let was_told =
            |it: usize| self.unknowns[it].seen.shown.is_none() && self.unknowns[it].moves.is_empty();
        let stays = |it: usize| self.unknowns[it].moves.is_empty();
        let can_move = |moved: usize, held: &[usize]| {
            let held = own.iter().chain(held).copied().filter(|it| *it != moved).collect();
            Search { worlds: self, now: vec![0; self.unknowns.len()], held, looked_at: 0 }.finds(moved)
        };
        let few_between = |a: Answers<'_>, b: Answers<'_>| a.0 == b.0 && a != b && a.1.abs_diff(b.1) < FEW;
        let changed = own.iter().all(|one| {
            let of = self.unknowns[*one].of;
            let others = (0..self.unknowns.len()).filter(|it| few_between(of, self.unknowns[*it].of));
            let mut others = others.filter(|it| part.changed && !(was_told(*one) && stays(*it)));
            others.all(|other| can_move(*one, &[other]) || can_move(other, &[*one]))
        });
        changed && (own.iter().all(|it| was_told(*it)) || own.iter().any(|it| can_move(*it, &[])))
    }
}

/// Who answered in the one version did in the other, and others came, where there can have been no more to it.
fn came(one: (usize, Answers<'_>), other: (usize, Answers<'_>)) -> Option<Bound> {
    let (fewer, more) = if one.1.1 <= other.1.1 { (one, other) } else { (other, one) };
    let rounded = i64::try_from(fewer.1.1 + more.1.1).ok()?;
    let said = together(more.1) - together(fewer.1);
    let (low, high) = (-said - rounded, counted(more.1.1 - fewer.1.1) - said + rounded);
    let bound = Bound { of: vec![(more.0, 1), (fewer.0, -1)], low: low.into(), high: high.into() };
    bound.holds(0).then_some(bound)
}

impl Bound {
    fn moved(&self, now: &[i64]) -> i128 {
        self.of.iter().map(|(at, step)| step * i128::from(now[*at])).sum()
    }

    fn holds(&self, moved: i128) -> bool {
        (self.low..=self.high).contains(&moved)
    }
}

/// A way through the worlds.
struct Search<'a> {
    worlds: &'a Worlds<'a>,
    now: Vec<i64>,
    /// What is not moved besides.
    held: Vec<usize>,
    looked_at: usize,
}

impl Search<'_> {
    /// Whether an unknown is something else in one of them: first with few others moved, so that what these mend is found before
    /// the many ways to move more are tried.
    fn finds(&mut self, moved: usize) -> bool {
        let worlds = self.worlds;
        (1..=worlds.deep).any(|left| {
            worlds.unknowns[moved].moves.iter().any(|by| {
                self.now[moved] = *by;
                self.looked_at < MOST && self.settles(left)
            })
        })
    }

    /// Whether so many others can be moved that all is shown as it is: the first number that is not is brought back, at once if one
    /// can do that, or else by several.
    fn settles(&mut self, left: usize) -> bool {
        let worlds = self.worlds;
        self.looked_at += 1;
        let Some(broken) = worlds.bounds.iter().find(|bound| !bound.holds(bound.moved(&self.now))) else {
            return true;
        };
        (1..=2).any(|several| several <= left && self.mends(broken, several == 1, left - 1))
    }

    /// Whether a move of one of the unknowns of a broken number leads to such a world: one that mends it, or else one that does not.
    fn mends(&mut self, broken: &Bound, at_once: bool, left: usize) -> bool {
        let (worlds, by) = (self.worlds, broken.moved(&self.now));
        for (at, step) in &broken.of {
            if self.now[*at] != 0 || self.held.contains(at) {
                continue;
            }
            let lands = |moved: &&i64| broken.holds(by + step * i128::from(**moved)) == at_once;
            for moved in worlds.unknowns[*at].moves.iter().filter(lands) {
                self.now[*at] = *moved;
                if self.looked_at < MOST && self.settles(left) {
                    return true;
                }
            }
            self.now[*at] = 0;
        }
        false
    }
}
