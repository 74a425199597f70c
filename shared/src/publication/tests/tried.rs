//! Small units of which a stranger tries out all that people might have said, over histories of versions.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::attacker::recovered;
use super::made::{Leaf, appraised, excuse, run, said};
use super::solver::recovers;
use crate::points::Points;
use crate::publication::{Public, disclose};

/// So many cases, the same each time; or as many others as are asked for.
pub fn cases(few: u32) -> ProptestConfig {
    match std::env::var("PROPTEST_CASES") {
        Ok(asked) => {
            let cases = asked.parse().expect("PROPTEST_CASES is a number");
            ProptestConfig { cases, ..ProptestConfig::default() }
        }
        Err(_) => ProptestConfig { cases: few, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() },
    }
}

/// What stands around a unit: by how many hundredths others have more and less than it had at first, and of how many
/// it is excused.
#[derive(Clone, Debug)]
struct Around {
    beside: Vec<i64>,
    excused: Option<i64>,
}

fn around() -> impl Strategy<Value = Around> {
    let beside = prop::collection::vec(-150..150i64, 0..6);
    (beside, prop::option::of(prop_oneof![Just(50i64), Just(100), Just(300)]))
        .prop_map(|(beside, excused)| Around { beside, excused })
}

/// The history of a unit, each version beside those before it.
fn published(history: &[Vec<Leaf>], around: &Around) -> Vec<Public> {
    let mut earlier = Vec::new();
    let first: Points = history[0].iter().map(|leaf| leaf.points.clone()).sum();
    let first = (&first * &Points::whole(100)).rounded(0).in_machine_integers().unwrap().0;
    for leaves in history {
        let mut units = vec![("A", leaves.clone())];
        let beside = |more: &i64| vec![appraised("8.1", (first + more).max(0))];
        units.extend(["B", "C", "D", "E", "F"].into_iter().zip(around.beside.iter().map(beside)));
        let mut run = run(units);
        if let Some(max) = around.excused {
            excuse(&mut run, leaves, max);
        }
        let shown = disclose(&run, &earlier, None);
        earlier.push((run, shown));
    }
    earlier.into_iter().map(|(_, shown)| shown).collect()
}

fn leaf() -> impl Strategy<Value = Leaf> {
    let surveyed = (1..10u64, 1..5i64, 0..13i64, 1..4i32).prop_map(|(people, quarters, tenths, domain)| {
        let all = 2 * i64::try_from(people).unwrap();
        let halves = (all * tenths / 10).min(all);
        said(&domain.to_string(), quarters * 50, people, halves)
    });
    let given = (0..5i64, 1..4i32).prop_map(|(steps, domain)| appraised(&domain.to_string(), steps * 25));
    prop_oneof![3 => surveyed, 1 => given]
}

fn unit() -> impl Strategy<Value = Vec<Leaf>> {
    prop::collection::vec(leaf(), 1..9).prop_map(|mut all| {
        for (leaf, nth) in all.iter_mut().zip(1..) {
            let code = format!("{}.{nth}", leaf.code);
            leaf.questions = leaf.questions.iter().map(|(_, people)| (format!("q{code}"), *people)).collect();
            leaf.code = code;
        }
        all.sort_by(|a, b| a.code.cmp(&b.code));
        all
    })
}

/// The same unit when more people have answered of some leaves.
fn later(leaves: &[Leaf], more: &[(u64, i64)]) -> Vec<Leaf> {
    let one = |(leaf, (more, halves)): (&Leaf, &(u64, i64))| match leaf.people.first() {
        Some(people) if *more > 0 && people + more <= 10 => said(
            &leaf.code,
            leaf.max,
            people + more,
            leaf.said + halves % (2 * i64::try_from(*more).unwrap() + 1),
        ),
        _ => leaf.clone(),
    };
    leaves.iter().zip(more).map(one).collect()
}

/// Most leaves stay, or get one or two answers, or many.
fn more() -> impl Strategy<Value = Vec<(u64, i64)>> {
    prop::collection::vec((prop_oneof![3 => Just(0), 1 => 1..3u64, 1 => 5..7u64], 0..20i64), 9)
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn nothing_that_few_people_said_is_the_only_answer_that_fits(
        first in unit(),
        more in prop::collection::vec(more(), 0..3),
        backwards in any::<bool>(),
        around in around(),
    ) {
        let mut history = vec![first];
        for more in &more {
            let last = history.last().unwrap().clone();
            history.push(later(&last, more));
        }
        if backwards {
            history.reverse();
        }
        let shown = published(&history, &around);
        let versions: Vec<_> = history.iter().zip(&shown).map(|(leaves, shown)| (&**leaves, shown)).collect();
        let units: Vec<_> = shown.iter().map(|shown| shown.tables[0].units[0].clone()).collect();
        prop_assert_eq!(recovered(&versions), None, "{:?}", units);
        prop_assert!(!recovers(&versions));
    }
}

/// Leaves of many people move in steps that are wider than what is shown is rounded: a sum over them may fit one answer of one
/// person alone, and does where points are taken to move freely.
#[test]
fn a_sum_over_coarse_steps_gives_back_no_one_answer() {
    let first = vec![said("1.1", 100, 5, 6), said("1.2", 50, 3, 1), said("1.3", 50, 2, 4)];
    let then = vec![said("1.1", 100, 6, 6), said("1.2", 50, 8, 1), said("1.3", 50, 7, 6)];
    let history = [first, then.clone(), then];
    let shown = published(&history, &Around { beside: vec![30], excused: Some(100) });
    let versions: Vec<_> = history.iter().zip(&shown).map(|(leaves, shown)| (&**leaves, shown)).collect();
    assert_eq!(recovered(&versions), None);
}

/// A later version shows a leaf again that an earlier one hid beside few people's: it was to take up what they might have said.
#[test]
fn what_takes_up_few_peoples_answers_stays_hidden_in_later_versions() {
    let of_both = |more: [Leaf; 2]| {
        let same =
            [said("1.3", 100, 9, 0), said("3.1", 50, 8, 16), said("3.2", 50, 1, 1), said("3.5", 200, 5, 1)];
        let mut all = [&more[..], &same].concat();
        all.sort_by(|a, b| a.code.cmp(&b.code));
        all
    };
    let first = of_both([said("1.4", 200, 5, 3), said("2.6", 100, 1, 2)]);
    let then = of_both([said("1.4", 200, 10, 8), said("2.6", 100, 2, 2)]);
    let history = [first, then.clone(), then];
    let shown = published(&history, &Around { beside: Vec::new(), excused: None });
    let versions: Vec<_> = history.iter().zip(&shown).map(|(leaves, shown)| (&**leaves, shown)).collect();
    assert_eq!(recovered(&versions), None);
}

/// A leaf that hides another is shown by no version after one that hid all because no other answers were found, for want of looking.
#[test]
fn what_was_counted_in_vain_is_not_taken_for_told() {
    let of = |counted: [Leaf; 3]| [&counted[..], &[said("1.4", 50, 5, 8), said("3.3", 150, 1, 1)]].concat();
    let sorted = |mut all: Vec<Leaf>| {
        all.sort_by(|a, b| a.code.cmp(&b.code));
        all
    };
    let most = |of_other| of([of_other, said("2.1", 200, 9, 13), said("2.2", 150, 10, 8)]);
    let history = [
        most(said("1.5", 200, 7, 9)),
        most(said("1.5", 200, 6, 9)),
        of([said("1.5", 200, 6, 9), said("2.1", 200, 8, 12), said("2.2", 150, 5, 2)]),
    ]
    .map(sorted);
    let shown = published(&history, &Around { beside: Vec::new(), excused: Some(300) });
    let versions: Vec<_> = history.iter().zip(&shown).map(|(leaves, shown)| (&**leaves, shown)).collect();
    assert_eq!(recovered(&versions), None);
    let is_silent = |public: &Public| public.tables[0].units[0].leaves.is_empty();
    assert!(shown[1..].iter().all(is_silent), "all is hidden, and stays so");
}

/// Five people's mean is no few people's, and where it is all, each of any four gave all: that was known before the version in
/// which they are four, from sums that keep open what the one says who is alone, and that version tells nothing at all.
#[test]
fn what_was_known_of_each_before_is_not_given_back_by_who_stays() {
    let alone = said("3.1", 50, 1, 1);
    let first = vec![appraised("1.2", 0), said("1.3", 150, 6, 7), said("1.4", 200, 5, 10), alone];
    let mut then = first.clone();
    then[2] = said("1.4", 200, 4, 8);
    let history = [first, then];
    let shown = published(&history, &Around { beside: Vec::new(), excused: None });
    let versions: Vec<_> = history.iter().zip(&shown).map(|(leaves, shown)| (&**leaves, shown)).collect();
    assert_eq!(recovered(&versions), None);
    let last = &shown[1].tables[0].units[0];
    let told = [&last.survey, &last.total, &last.class].map(Option::is_some);
    assert_eq!((told, last.rank, last.domains.len(), last.leaves.len()), ([false; 3], None, 0, 1));
}

/// Only that: what four of the five said who did not all say the same is given back by a sum that the later version shows.
#[test]
fn what_was_not_known_of_each_before_is_recovered() {
    let after = |of_five, of_four| {
        let history = [(5, of_five), (4, of_four)]
            .map(|(people, all)| vec![said("1.3", 150, 6, 7), said("1.4", 200, people, all)]);
        let mut shown = published(&history, &Around { beside: Vec::new(), excused: None });
        let found = |shown: &[Public]| {
            let versions = history.iter().zip(shown).map(|(leaves, shown)| (&**leaves, shown));
            recovered(&versions.collect::<Vec<_>>())
        };
        let kept = found(&shown);
        let sum = history[1].iter().map(|leaf| leaf.points.clone()).sum::<Points>();
        shown[1].tables[0].units[0].domains = vec![("1".to_owned(), sum.shown(2))];
        (kept, found(&shown).map(|found| found.split(' ').next().unwrap().to_owned()))
    };
    assert_eq!(after(10, 8), (None, None));
    assert_eq!(after(9, 7), (None, Some("1.4".to_owned())));
}

/// The stranger finds what is to be found: what was published by sums alone gave it back.
#[test]
fn the_stranger_finds_what_steps_and_maxima_give_back() {
    let all = |leaves: &[Leaf], hidden: &[&str]| {
        let mut shown = disclose(&run(vec![("A", leaves.to_vec())]), &[], None);
        let unit = &mut shown.tables[0].units[0];
        let points = |leaf: &Leaf| (leaf.code.clone(), leaf.points.shown(2));
        unit.leaves = leaves.iter().filter(|leaf| !hidden.contains(&&*leaf.code)).map(points).collect();
        let of_domain = |domain: &str| {
            let own = leaves.iter().filter(|leaf| leaf.domain() == domain).map(|leaf| leaf.points.clone());
            (domain.to_owned(), own.sum::<Points>().shown(2))
        };
        unit.domains = vec![of_domain("1"), of_domain("2")];
        let sum = |survey: bool| {
            let own = leaves.iter().filter(|leaf| leaf.people.is_empty() != survey);
            Some(own.map(|leaf| leaf.points.clone()).sum::<Points>().shown(2))
        };
        (unit.survey, unit.appraised) = (sum(true), sum(false));
        recovered(&[(leaves, &shown)])
    };
    // Three people, whose leaf is hidden beside one that everybody gave all of: 1.00 + 1.00 of 2.00.
    let at_the_top = [said("1.1", 100, 3, 6), said("1.2", 100, 9, 18), said("2.1", 100, 9, 11)];
    assert!(all(&at_the_top, &["1.1", "1.2"]).is_some());
    // Beside an appraised leaf with steps of 0.25: thirds fit one of them alone.
    let steps = [said("1.1", 100, 3, 4), appraised("1.2", 50), said("2.1", 150, 8, 11), appraised("2.2", 75)];
    assert!(all(&steps, &["1.1", "1.2", "2.1", "2.2"]).is_some());
    // Beside two that many answered: others fit.
    let many =
        [said("1.1", 100, 3, 4), said("1.2", 100, 9, 11), said("1.3", 150, 8, 13), said("2.1", 100, 9, 9)];
    assert_eq!(all(&many, &["1.1", "1.2", "1.3"]), None);
}
