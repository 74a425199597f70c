//! What few people of a respondent group said: in one version, and in several that show other parts of it.

use proptest::prelude::*;

use super::made::{run, surveyed};
use super::solver::{Row, left};
use super::tried::cases;
use crate::campaign::{Combine, DontKnow};
use crate::points::Points;
use crate::publication::{Public, PublicUnit, disclose};
use crate::run::{GroupLeaf, Named, QuestionLeaf, Run};

/// A group: how many answered each of its questions, and the rate of each in hundredths of a percent.
#[derive(Clone, Debug, PartialEq)]
struct Group {
    code: String,
    form: String,
    weight: i64,
    questions: Vec<(u64, i64)>,
    /// Who gave an answer that does not count besides.
    silent: u64,
}

/// What a version has of the leaf 1.1.
#[derive(Clone, Debug)]
struct State {
    combine: Combine,
    groups: Vec<Group>,
}

fn group(n: usize, people: u64, rate: i64) -> Group {
    let questions = vec![(people, rate)];
    Group { code: format!("g{n}"), form: format!("P{n}"), weight: 1, questions, silent: 0 }
}

fn state(groups: &[Group]) -> State {
    State { combine: Combine::Groups, groups: groups.to_vec() }
}

fn part(numerator: u64, denominator: u64) -> Points {
    &Points::count(numerator) / &Points::count(denominator)
}

impl Group {
    fn people(&self) -> u64 {
        self.questions.iter().map(|(people, _)| *people).max().unwrap_or_default()
    }

    fn voiced(&self) -> Vec<&(u64, i64)> {
        self.questions.iter().filter(|(people, _)| *people > 0).collect()
    }

    /// What each question weighs in the group's own rate.
    fn inside(&self, combine: Combine) -> Vec<Points> {
        let voiced = self.voiced();
        let all: u64 = voiced.iter().map(|(people, _)| people).sum();
        let of = |people: u64| match combine {
            Combine::Pooled => part(people, all),
            Combine::Groups | Combine::Questions => part(1, voiced.len() as u64),
        };
        voiced.iter().map(|(people, _)| of(*people)).collect()
    }

    fn rate(&self, combine: Combine) -> Option<Points> {
        let weighed = self.inside(combine).into_iter().zip(self.voiced());
        let rates = weighed.map(|(weight, (_, rate))| &weight * &Points::fraction(*rate, 100).unwrap());
        (!self.voiced().is_empty()).then(|| rates.sum())
    }
}

impl State {
    /// What each group weighs.
    fn shares(&self) -> Vec<Points> {
        let one = |group: &Group| match self.combine {
            _ if group.voiced().is_empty() => Points::zero(),
            Combine::Groups => Points::whole(group.weight),
            Combine::Questions => Points::count(group.voiced().len() as u64),
            Combine::Pooled => Points::count(group.voiced().iter().map(|(people, _)| people).sum()),
        };
        let all: Points = self.groups.iter().map(one).sum();
        self.groups.iter().map(|group| &one(group) / &all).collect()
    }

    fn rate(&self) -> Points {
        let rates = self.groups.iter().zip(self.shares());
        rates.map(|(group, share)| &share * &group.rate(self.combine).unwrap_or_else(Points::zero)).sum()
    }

    fn run(&self) -> Run {
        let points = &self.rate() * &Points::whole(3);
        let points = points.rounded(0).in_machine_integers().unwrap().0;
        let others = [("1.2", 170), ("1.3", 210), ("1.4", 120), ("2.1", 160), ("2.2", 130), ("2.3", 180)];
        let mut leaves = vec![surveyed("1.1", points, &[5])];
        leaves.extend(others.map(|(code, points)| surveyed(code, points, &[60])));
        let mut run = run(vec![("A", leaves)]);
        run.campaign.combine = self.combine;
        let named = |group: &Group| Named { code: group.code.clone(), name: Default::default() };
        run.groups = self.groups.iter().map(named).collect();
        run.weights = self.groups.iter().map(|group| Points::whole(group.weight)).collect();
        let leaf = &mut run.tables[0].units[0].survey[0];
        leaf.rate = Some(self.rate().shown(2));
        leaf.groups = self.groups.iter().filter_map(|group| self.of(group)).collect();
        leaf.answers = leaf.groups.iter().map(|group| group.answers).sum();
        leaf.respondents = leaf.groups.iter().map(|group| group.respondents).sum();
        run
    }

    fn of(&self, group: &Group) -> Option<GroupLeaf> {
        let question = |(n, (answers, rate)): (usize, &(u64, i64))| QuestionLeaf {
            form: group.form.clone(),
            question: format!("{}_{n}", group.form),
            answers: *answers,
            rate: (*answers > 0).then(|| Points::fraction(*rate, 100).unwrap().shown(2)),
        };
        let respondents = group.people() + group.silent;
        (respondents > 0).then(|| GroupLeaf {
            group: group.code.clone(),
            rate: group.rate(self.combine).map(|rate| rate.shown(2)),
            answers: group.questions.iter().map(|(people, _)| people).sum(),
            respondents,
            questions: group.questions.iter().enumerate().map(question).collect(),
        })
    }
}

/// A history, each version beside those before it.
fn published(history: &[State]) -> Vec<Public> {
    published_of(history.iter().map(State::run).collect())
}

fn published_of(runs: Vec<Run>) -> Vec<Public> {
    let mut earlier = Vec::new();
    for run in runs {
        let shown = disclose(&run, &earlier, None);
        earlier.push((run, shown));
    }
    earlier.into_iter().map(|(_, shown)| shown).collect()
}

fn unit(public: &Public) -> &PublicUnit {
    &public.tables[0].units[0]
}

/// Of a version, whether the leaf is shown, and whether by group.
fn shows(public: &Public) -> (bool, bool) {
    let leaf = unit(public).leaves.iter().any(|(code, _)| code == "1.1");
    (leaf, unit(public).groups.iter().any(|it| it.leaf == "1.1"))
}

fn shown(history: &[State]) -> Vec<(bool, bool)> {
    published(history).iter().map(shows).collect()
}

#[test]
fn who_has_no_opinion_is_none_of_the_people_of_a_leaf() {
    let silent = |people, silent| Group { silent, ..group(0, people, 7500) };
    assert_eq!(shown(&[state(&[silent(5, 4)])]), [(true, true)]);
    assert_eq!(shown(&[state(&[silent(4, 9)])]), [(false, false)]);
    // Nor of a group; and of one that is not there everybody would be known to have none.
    let beside = |people, silent| Group { silent, ..group(1, people, 2500) };
    for (people, none) in [(4, 9), (0, 9)] {
        assert_eq!(shown(&[state(&[silent(8, 0), beside(people, none)])]), [(true, false)]);
    }
    // As a form asks several questions, who answered the most answered one.
    let two = |one, other| Group { questions: vec![(one, 7500), (other, 2500)], ..group(0, 0, 0) };
    assert_eq!(shown(&[state(&[two(4, 4)])]), [(false, false)]);
    assert_eq!(shown(&[state(&[two(4, 5)])]), [(true, true)]);
}

#[test]
fn ballots_without_an_opinion_hide_no_answer_that_comes_with_them() {
    let more = Group { silent: 4, ..group(0, 9, 7000) };
    assert_eq!(shown(&[state(&[group(0, 8, 7500)]), state(&[more])]), [(true, true), (false, false)]);
    // Alone they change nothing.
    let none = Group { silent: 4, ..group(0, 8, 7500) };
    assert_eq!(shown(&[state(&[group(0, 8, 7500)]), state(&[none])]), [(true, true), (true, true)]);
}

#[test]
fn a_small_group_is_not_given_back_by_what_another_version_shows_of_the_others() {
    let (small, many, beside) = (group(0, 3, 6666), group(0, 10, 7000), group(1, 20, 5000));
    let (small, many) = (state(&[small, beside.clone()]), state(&[many, beside]));
    assert_eq!(shown(&[small.clone(), many.clone()]), [(true, false), (true, false)]);
    assert_eq!(shown(&[many, small]), [(true, true), (false, false)], "nor when many became few");
}

#[test]
fn answers_that_are_weighed_anew_give_no_small_group_back() {
    let of = |people, weight| [Group { weight, ..group(0, people, 6666) }, group(1, 20, 5000)];
    let (once, twice) = (state(&of(3, 1)), state(&of(3, 2)));
    assert_eq!(shown(&[once.clone(), twice.clone()]), [(true, false), (false, false)]);
    assert_eq!(shown(&[state(&of(6, 1)), state(&of(6, 2))]), [(true, true), (true, true)]);
    for combine in [Combine::Pooled, Combine::Questions] {
        let again = State { combine, ..once.clone() };
        let expected = (combine == Combine::Questions, false);
        assert_eq!(shown(&[once.clone(), again])[1], expected, "one question each weighs the same");
    }
    // Who is small in no version but the first can be solved for from the third on.
    let later = [once.clone(), state(&of(9, 1)), state(&of(9, 2))];
    assert_eq!(shown(&later), [(true, false), (true, false), (false, false)]);
    let gone = [once.clone(), state(&of(9, 1)), state(&of(9, 1)[..1])];
    assert_eq!(shown(&gone)[2], (false, false), "a group that is gone is weighed anew");
    let (mut first, mut second) = (once.run(), once.run());
    second.campaign.dont_know = DontKnow::Zero;
    second.tables[0].units[0].survey[0].answers = 40;
    assert_eq!(shows(&published_of(vec![first.clone(), second])[1]), (false, false));
    // A run of an earlier program does not tell its weights: those of another package may have been others.
    first.weights.clear();
    let (same, mut other) = (once.run(), once.run());
    other.inputs.package = crate::ballot::Digest::of(b"another");
    assert_eq!(shows(&published_of(vec![first.clone(), same])[1]), (true, false));
    assert_eq!(shows(&published_of(vec![first, other])[1]), (false, false));
}

#[test]
fn ballots_that_take_each_other_s_place_change_no_group_that_is_shown() {
    let before = [group(0, 10, 7500), group(1, 10, 5000)];
    let after = [group(0, 10, 5000), group(1, 10, 7500)];
    assert_eq!(shown(&[state(&before), state(&after)]), [(true, true), (true, false)]);
}

#[test]
fn a_group_by_another_name_is_the_same() {
    let renamed = |people, rate| Group { code: "new".to_owned(), ..group(0, people, rate) };
    let of = |group| state(&[group, super::groups::group(1, 20, 5000)]);
    let (before, same) = (of(group(0, 10, 7500)), of(renamed(10, 7500)));
    assert_eq!(shown(&[before.clone(), same]), [(true, true), (true, true)]);
    assert_eq!(shown(&[before.clone(), of(renamed(11, 6818))]), [(true, true), (false, false)]);
    let form = Group { form: "P9".to_owned(), ..renamed(11, 6818) };
    assert_eq!(shown(&[before.clone(), of(form)])[1], (false, false), "nor by another form");
    let more = Group { form: "P9".to_owned(), ..renamed(30, 6818) };
    assert_eq!(shown(&[before, of(more)])[1], (true, false), "what was made of what is not known");
}

#[test]
fn what_an_earlier_program_showed_hides_nothing_more() {
    let few = state(&[Group { silent: 2, ..group(0, 4, 7500) }]);
    let run = few.run();
    let mut given_away = disclose(&run, &[], None);
    let now = unit(&given_away).hidden.clone();
    assert!(now.contains(&"1.1".to_owned()), "{now:?}");
    let of_unit = &mut given_away.tables[0].units[0];
    let all = &run.tables[0].units[0];
    (of_unit.leaves, of_unit.domains) = (all.result.leaves.clone(), all.sums.clone());
    of_unit.hidden.clear();
    let again = disclose(&run, &[(run.clone(), given_away)], None);
    assert_eq!(unit(&again).hidden, [""; 0]);
    assert!(unit(&again).total.is_some());
}

fn groups() -> impl Strategy<Value = Vec<Group>> {
    let people = prop_oneof![1 => Just(0), 3 => 1..5u64, 4 => 5..14u64];
    let question = (people, 0..10_001i64);
    let one = (prop::collection::vec(question, 1..3), 1..3i64);
    prop::collection::vec(one, 1..4).prop_map(|all| {
        let of = |(n, (questions, weight))| Group { questions, weight, ..group(n, 0, 0) };
        let mut groups: Vec<_> = all.into_iter().enumerate().map(of).collect();
        // Somebody said something.
        groups[0].questions[0].0 = groups[0].questions[0].0.max(6);
        groups
    })
}

/// What a next version does to a question: nothing, so many more or fewer, or as many others.
type Change = (u8, u64, i64);

fn later(before: &State, changes: &[Change], weighed: (u8, usize)) -> State {
    let mut after = before.clone();
    let mut changes = changes.iter();
    for question in after.groups.iter_mut().flat_map(|group| &mut group.questions) {
        let Some((what, people, rate)) = changes.next() else { break };
        match what {
            0 => *question = (question.0 + people, *rate),
            1 => *question = (question.0.saturating_sub(*people), *rate),
            2 => question.1 = *rate,
            _ => {}
        }
    }
    let (what, nth) = weighed;
    let nth = nth % after.groups.len();
    match what {
        0 => after.groups[nth].weight += 1,
        1 => after.combine = [Combine::Groups, Combine::Questions, Combine::Pooled][nth],
        2 => after.groups[nth].code.push('x'),
        3 if nth > 0 => drop(after.groups.remove(nth)),
        _ => {}
    }
    if after.groups.iter().all(|group| group.voiced().is_empty()) { before.clone() } else { after }
}

/// What a question of a version is known by: who has it of one version has it of all in which it is the same.
fn known(group: &Group, nth: usize) -> String {
    format!("{} {nth} {:?}", group.form, group.questions[nth])
}

/// A stranger who knows how many answered each question, and which of them are the same in which versions: what few people said
/// of the leaf, as far as all that is shown of it and of its groups can be solved for it.
fn solved(history: &[State], shown: &[Public]) -> Option<String> {
    let mut rows: Vec<Row> = Vec::new();
    for (state, public) in history.iter().zip(shown) {
        let row = |parts: &[(&Group, Points)]| -> Row {
            let mut row = Row::new();
            for (group, share) in parts {
                let voiced = (0..group.questions.len()).filter(|nth| group.questions[*nth].0 > 0);
                for (nth, weight) in voiced.zip(group.inside(state.combine)) {
                    row.insert(known(group, nth), share * &weight);
                }
            }
            row
        };
        let (leaf, by_group) = shows(public);
        let parts: Vec<_> = state.groups.iter().zip(state.shares()).collect();
        rows.extend(leaf.then(|| row(&parts)));
        let voiced = state.groups.iter().filter(|group| !group.voiced().is_empty() && by_group);
        rows.extend(voiced.map(|group| row(&[(group, Points::whole(1))])));
    }
    let all: Vec<&Group> = history.iter().flat_map(|state| &state.groups).collect();
    let names = |group: &Group, few: bool| -> Vec<String> {
        let of = (0..group.questions.len())
            .filter(|nth| (1..if few { 5 } else { u64::MAX }).contains(&group.questions[*nth].0));
        of.map(|nth| known(group, nth)).collect()
    };
    for group in &all {
        let of_few = names(group, group.people() >= 5);
        if !left(rows.clone(), &of_few).is_empty() {
            return Some(format!("what few said: {group:?}"));
        }
    }
    for (one, other) in all.iter().flat_map(|one| all.iter().map(move |other| (one, other))) {
        let (of_one, of_other) = (names(one, false), names(other, false));
        let both = one.questions.iter().zip(&other.questions);
        let changed = both.map(|((then, _), (now, _))| then.abs_diff(*now)).max();
        if one.form != other.form || of_one == of_other || changed.is_some_and(|people| people >= 5) {
            continue;
        }
        // What is the same in both is what nobody changed.
        let changed = |own: &[String], others: &[String]| -> Vec<String> {
            own.iter().filter(|name| !others.contains(name)).cloned().collect()
        };
        let left = left(rows.clone(), &[&of_one[..], &of_other[..]].concat());
        let tells = |names: &[String]| left.iter().any(|row| names.iter().any(|name| row.contains_key(name)));
        if tells(&changed(&of_one, &of_other)) && tells(&changed(&of_other, &of_one)) {
            return Some(format!("what few changed: {one:?} {other:?}"));
        }
    }
    None
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn no_versions_can_be_solved_for_what_few_of_a_group_said(
        first in groups(),
        next in prop::collection::vec(
            (prop::collection::vec((0..12u8, 1..14u64, 0..10_001i64), 6), (0..8u8, 0..9usize)),
            0..4,
        ),
    ) {
        let mut history = vec![state(&first)];
        for (changes, weighed) in &next {
            history.push(later(history.last().unwrap(), changes, *weighed));
        }
        // The same number twice says nothing new, and is not what is looked for here.
        let mut numbers = std::collections::BTreeMap::new();
        for state in &history {
            let groups = numbers.entry(state.rate().shown(2)).or_insert_with(|| format!("{state:?}"));
            prop_assume!(*groups == format!("{state:?}"));
        }
        let shown = published(&history);
        prop_assert_eq!(solved(&history, &shown), None, "{:?}", shown.iter().map(shows).collect::<Vec<_>>());
    }
}

/// The stranger finds what is planted.
#[test]
fn the_stranger_solves_versions_that_show_too_much() {
    let planted = |history: &[State]| {
        let shown: Vec<_> = history.iter().map(|state| disclose(&state.run(), &[], None)).collect();
        solved(history, &shown)
    };
    let of = |people, weight, rate| state(&[Group { weight, ..group(0, people, rate) }, group(1, 20, 5000)]);
    assert!(planted(&[of(3, 1, 6666), of(10, 1, 7000)]).is_some(), "a group that was small");
    assert!(planted(&[of(3, 1, 6666), of(3, 2, 6666)]).is_some(), "other weights");
    assert!(planted(&[of(10, 1, 6666), of(11, 1, 7000)]).is_some(), "a ballot more");
    assert_eq!(planted(&[of(10, 1, 6666), of(10, 2, 6666)]), None);
    assert_eq!(planted(&[of(10, 1, 6666), of(20, 2, 7000)]), None);
}
