//! Puts the rules of a form into the order in which they are computed, and notes who reads what.

use super::lists::Lists;
use super::order::{circles, groups};
use super::point::{PointId, Points};
use super::rule::{Draft, Read, Rules, What};

/// Of each rule those that come after it.
struct After {
    /// All that are computed after it, where it goes.
    all: Lists<usize>,
    /// Those that cannot do without it.
    tied: Lists<usize>,
}

impl<B> Rules<B> {
    /// The rules in their order, and the places of each circle among them, from one to the next. `leaves_out` says whether what is
    /// not relevant is left out (see [`super::Engine::leaves_out`]).
    pub fn arrange<T>(
        points: &Points<T>,
        drafts: Vec<Draft<B>>,
        leaves_out: bool,
    ) -> (Self, Vec<Vec<PointId>>) {
        let (mut readers, mut watchers) = (Vec::with_capacity(drafts.len()), Vec::new());
        for (number, (rule, found)) in drafts.iter().enumerate() {
            // Without an answer no constraint is computed, where what need not be known is left out.
            let (point, top) = (rule.point, rule.home);
            let own = Read { point, top, count: false, picks: false, whole: false };
            let own = (leaves_out && rule.what == What::Constraint && !found.contains(&own)).then_some(own);
            for read in found.iter().chain(&own) {
                let whom = if read.count { &mut watchers } else { &mut readers };
                whom.push((read.point, (number, *read)));
            }
        }
        let (readers, watchers) = (Lists::of(points.len(), &readers), Lists::of(points.len(), &watchers));
        let After { all, tied } = after(points, &drafts, &readers, &watchers, leaves_out);
        let bound = groups(&tied);
        let circles = circles(&tied, &bound).map(|circle| places(points, &drafts, &circle)).collect();
        let order: Vec<usize> = groups(&all).iter().rev().flatten().copied().collect();
        let mut rank = vec![0; drafts.len()];
        order.iter().enumerate().for_each(|(place, number)| rank[*number] = place as u32);
        let ranked = |(reader, read): (usize, Read)| (rank[reader], read.top);
        let (readers, watchers) = (readers.map(ranked), watchers.map(ranked));
        let mut drafts: Vec<Option<Draft<B>>> = drafts.into_iter().map(Some).collect();
        let mut rules = Self { readers, watchers, ..Self::default() };
        rules.all = order.iter().filter_map(|number| Some(drafts[*number].take()?.0)).collect();
        for (place, number) in order.iter().enumerate() {
            if rules.all[place].timed {
                all[*number].iter().for_each(|next| rules.all[rank[*next] as usize].timed = true);
            }
        }
        let at: Vec<(PointId, u32)> = rules.iter().map(|(number, rule)| (rule.point, number)).collect();
        rules.at = Lists::of(points.len(), &at);
        (rules, circles)
    }
}

fn after<T, B>(
    points: &Points<T>,
    drafts: &[Draft<B>],
    readers: &Lists<(usize, Read)>,
    watchers: &Lists<(usize, Read)>,
    leaves_out: bool,
) -> After {
    let at = drafts.iter().enumerate().filter(|_| leaves_out);
    let at: Vec<(PointId, usize)> = at.map(|(number, (rule, _))| (rule.point, number)).collect();
    let at = Lists::of(points.len(), &at);
    let mut after = After { all: Lists::default(), tied: Lists::default() };
    let (mut all, mut tied, mut open): (Vec<usize>, Vec<usize>, Vec<PointId>) = Default::default();
    for (number, (rule, _)) in drafts.iter().enumerate() {
        let mut put = |reader: usize, is_tied: bool| {
            all.push(reader);
            if is_tied {
                tied.push(reader);
            }
        };
        if rule.what == What::Count {
            watchers[rule.point].iter().for_each(|(reader, read)| put(*reader, !read.whole));
        }
        open.extend(rule.what.is_seen().then_some(rule.point));
        while let Some(point) = open.pop() {
            for (reader, read) in &readers[point] {
                let other = &drafts[*reader].0;
                // Another instance than its own was picked: a running total does not stand on itself.
                let apart = read.picks && points.is_within(other.home, points[point].home);
                let apart = apart && points[point].home != 0 || read.whole;
                let itself = *reader == number && matches!(rule.what, What::Calculate | What::Items);
                put(*reader, !apart && (leaves_out || !itself));
            }
            if leaves_out && points[point].range.is_some() {
                // Who counts instances reads whether they are asked.
                watchers[point].iter().for_each(|(reader, read)| put(*reader, !read.whole));
            }
            if leaves_out && rule.what.is_relevance() {
                at[point].iter().filter(|other| **other != number).for_each(|other| put(*other, true));
            }
            if rule.what.is_relevance() || rule.what == What::Count {
                open.extend(&points[point].children);
            }
        }
        for (those, lists) in [(&mut all, &mut after.all), (&mut tied, &mut after.tied)] {
            those.sort_unstable();
            those.dedup();
            lists.add(those.drain(..));
        }
    }
    after
}

/// The places of a circle of rules: down from that of each to the one for which the next comes after it.
fn places<T, B>(points: &Points<T>, drafts: &[Draft<B>], circle: &[usize]) -> Vec<PointId> {
    let next = circle.iter().cycle().skip(1);
    let way = |(rule, next): (&usize, &usize)| {
        let from = drafts[*rule].0.point;
        let (rule, found) = &drafts[*next];
        let mut ways = found.iter().filter_map(|read| points.way(from, read.point));
        ways.next().or_else(|| points.way(from, rule.point)).unwrap_or_else(|| vec![from])
    };
    circle.iter().zip(next).flat_map(way).collect()
}
