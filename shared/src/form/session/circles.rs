//! Actions that set off themselves or each other: what one sets is the answer at whose change another is done.

use std::collections::VecDeque;

use super::point::{PointId, Points};
use crate::form::engine::{Lists, Read, Rules, groups};
use crate::form::xpath::Bound;

/// A value that is set when an answer changes.
#[derive(Debug)]
pub(super) struct Change {
    pub source: PointId,
    pub target: PointId,
    /// What the value is computed from.
    pub reads: Vec<Read>,
    /// Whether it is another one each time.
    pub timed: bool,
}

/// The places of a circle in each group of actions that set off each other, from an answer to what is set at its change and on. Where no value follows from
/// what goes around, the second time changes nothing, and it is none.
pub(super) fn circles(points: &Points, rules: &Rules<Bound>, changes: &[Change]) -> Vec<Vec<PointId>> {
    if changes.is_empty() {
        return Vec::new();
    }
    // What becomes relevant, and what comes and goes, does so with all that is below it.
    let below = |point: PointId| points[point].children.iter().copied().chain(rules.after(point));
    let all = (0..points.len()).flat_map(|point| below(point).map(move |below| (point, below)));
    let all: Vec<(PointId, PointId)> =
        all.chain(changes.iter().map(|change| (change.source, change.target))).collect();
    let after = Lists::of(points.len(), &all);
    let mut group = vec![0; points.len()];
    for (number, members) in groups(&after).iter().rev().enumerate() {
        members.iter().for_each(|point| group[*point] = number);
    }
    let mut inside: Vec<&Change> =
        changes.iter().filter(|one| group[one.source] == group[one.target]).collect();
    inside.sort_by_key(|change| group[change.source]);
    let goes_around = |own: &&[&Change]| {
        let reached = reached(&after, own[0].source);
        own.iter().any(|one| one.timed || one.reads.iter().any(|read| reached[read.point].is_some()))
    };
    let groups = inside.chunk_by(|one, other| group[one.source] == group[other.source]);
    let around = |own: &[&Change]| {
        let mut way = way(&after, own[0].target, own[0].source);
        way.rotate_right(1);
        way
    };
    groups.filter(goes_around).map(around).collect()
}

/// The places that something leads to, with the one before each: itself, where it begins.
fn reached(after: &Lists<PointId>, from: PointId) -> Vec<Option<PointId>> {
    let (mut before, mut open) = (vec![None; after.len()], VecDeque::from([from]));
    before[from] = Some(from);
    while let Some(at) = open.pop_front() {
        for next in &after[at] {
            if before[*next].is_none() {
                before[*next] = Some(at);
                open.push_back(*next);
            }
        }
    }
    before
}

/// The shortest way from one place to another.
fn way(after: &Lists<PointId>, from: PointId, to: PointId) -> Vec<PointId> {
    let before = reached(after, from);
    let step = |at: &PointId| before[*at].filter(|_| *at != from);
    let mut way: Vec<PointId> = std::iter::successors(Some(to), step).collect();
    way.reverse();
    way
}

#[cfg(test)]
mod tests {
    use super::super::tests::{around, bind, form};
    use crate::form::session::Session;

    /// Who sets what to which value when it changes.
    fn acts(all: &[(&str, &str, &str)]) -> String {
        let act = |(source, target, value): &(&str, &str, &str)| {
            format!(
                "<input ref=\"/d/{source}\"><setvalue ref=\"/d/{target}\" event=\"xforms-value-changed\" value=\"{value}\"/></input>"
            )
        };
        all.iter().map(act).collect()
    }

    fn told(data: &str, model: &str, body: &str) -> Vec<String> {
        let opened = Session::open(form(data, model, body), around()).unwrap();
        let circles = opened.flaws.into_iter().filter(|flaw| flaw.problem.code == "form.actions_circle");
        circles.map(|flaw| flaw.problem.params["questions"].clone()).collect()
    }

    #[test]
    fn actions_that_set_off_each_other_are_named() {
        let abc = "<a/><b/><c/>";
        let three = [("a", "b", "/d/a + 1"), ("b", "c", "/d/b"), ("c", "a", "/d/c")];
        let twice = bind("b", "calculate=\"/d/a * 2\"");
        let shown = bind("b", "relevant=\"/d/a &gt; 5\"");
        for (model, body, circles) in [
            ("", acts(&[("a", "a", ". + 1")]), &["a → a"][..]),
            ("", acts(&[("a", "b", "/d/a + 1"), ("b", "a", "/d/b")]), &["a → b → a"]),
            ("", acts(&three), &["a → b → c → a"]),
            ("", acts(&[("a", "a", "random()")]), &["a → a"]),
            // By way of what is computed, and of what hides.
            (&twice, acts(&[("b", "a", "/d/b")]), &["b → a → b"]),
            (&twice, acts(&[("a", "a", "/d/b")]), &["a → a"]),
            (&shown, acts(&[("b", "a", "/d/a + 1")]), &["b → a → b"]),
            // Each of them.
            ("", acts(&[("a", "a", ". + 1"), ("b", "b", ". + 1")]), &["a → a", "b → b"]),
        ] {
            let mut found = told(abc, model, &body);
            found.sort_unstable();
            assert_eq!(found, circles, "{model} {body}");
        }
    }

    #[test]
    fn what_comes_to_rest_by_itself_is_no_word_worth() {
        for body in [
            acts(&[("a", "b", "/d/a + 1"), ("b", "c", "/d/a")]),
            // The same each time, whatever the answer was.
            acts(&[("a", "a", "'x'")]),
            acts(&[("a", "b", "/d/c"), ("b", "a", "1")]),
        ] {
            assert_eq!(told("<a/><b/><c/>", "", &body), [""; 0], "{body}");
        }
        // A running total is set off by nothing.
        let total =
            bind("r/t", "calculate=\"coalesce(/d/r[position() = position(current()/..) - 1]/t, 0) + 1\"");
        let body = format!("<repeat nodeset=\"/d/r\"/>{}", acts(&[("a", "b", "/d/a")]));
        assert_eq!(told("<a/><b/><r><t/></r>", &total, &body), [""; 0]);
    }

    #[test]
    fn a_count_that_follows_from_what_it_counts_is_named() {
        let model = bind("r/x", "calculate=\"1\"");
        let body = "<input ref=\"/d/n\"/><repeat nodeset=\"/d/r\" jr:count=\"/d/n\"><input ref=\"/d/r/x\">\
            <setvalue ref=\"/d/n\" event=\"xforms-value-changed\" value=\"count(/d/r/x) + 1\"/></input></repeat>";
        assert_eq!(told("<n/><r jr:template=\"\"><x/></r>", &model, body), ["x → n → r → x"]);
    }
}
