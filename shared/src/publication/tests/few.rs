//! What few people said, in one version and in several.

use proptest::prelude::*;

use super::made::{Leaf, appraised, run, surveyed};
use super::solver::recovers;
use crate::points::Points;
use crate::publication::{Public, PublicUnit, disclose};

fn of(leaves: &[Leaf]) -> Public {
    disclose(&run(vec![("A", leaves.to_vec())]), &[], None)
}

fn unit(public: &Public) -> &PublicUnit {
    &public.tables[0].units[0]
}

fn usual() -> Vec<Leaf> {
    vec![
        appraised("1.1", 110),
        surveyed("1.2", 130, &[4]),
        surveyed("1.3", 170, &[9, 8]),
        surveyed("1.4", 190, &[40]),
        appraised("2.1", 230),
        surveyed("2.2", 290, &[20]),
    ]
}

#[test]
fn a_leaf_of_few_people_shows_its_points_within_its_domain_alone() {
    let public = of(&usual());
    let unit = unit(&public);
    assert_eq!(
        unit.hidden,
        ["1.2", "1.3", "1.4"],
        "and two leaves of many beside it: they can take up what it might be"
    );
    assert_eq!(unit.domains, [("1", "6.00"), ("2", "5.20")].map(|(a, b)| (a.to_owned(), b.to_owned())));
    assert_eq!((unit.total.as_deref(), unit.survey.as_deref()), (Some("11.20"), Some("7.80")));
    assert!(!recovers(&[(&usual(), &public)]));
}

#[test]
fn five_people_are_enough() {
    let mut leaves = usual();
    leaves[1] = surveyed("1.2", 130, &[2, 3]);
    let public = of(&leaves);
    assert_eq!(unit(&public).hidden, [""; 0]);
    let shown: Vec<_> = unit(&public).groups.iter().map(|it| &*it.leaf).collect();
    assert_eq!(shown, ["1.3", "1.4", "2.2"], "a leaf with a small group shows no breakdown by group");
}

#[test]
fn a_domain_without_other_survey_leaves_is_hidden_with_one_that_has_some() {
    let leaves = [
        appraised("1.1", 110),
        surveyed("1.2", 130, &[1]),
        appraised("2.1", 230),
        surveyed("2.2", 190, &[20]),
        surveyed("2.3", 170, &[30]),
        surveyed("3.1", 170, &[30]),
    ];
    let public = of(&leaves);
    assert_eq!(
        unit(&public).hidden,
        ["1.2", "2.2", "2.3", "1", "2"],
        "what was appraised has steps, and hides nothing"
    );
    assert!(unit(&public).total.is_some() && unit(&public).survey.is_some());
    assert!(!recovers(&[(&leaves, &public)]));
}

#[test]
fn a_question_of_few_is_hidden_where_another_leaf_would_tell_it_apart() {
    let mut leaves = usual();
    leaves[1] = surveyed("1.2", 130, &[10]);
    leaves[1].questions = vec![("few".to_owned(), 3), ("many".to_owned(), 10)];
    leaves[3].questions = vec![("many".to_owned(), 10)];
    let public = of(&leaves);
    assert_eq!(
        unit(&public).hidden,
        ["1.2", "1.3", "2.2", "1", "2"],
        "1.4 moves with 1.2, and takes nothing up"
    );
}

#[test]
fn exact_fractions_stay_in_the_office() {
    let text = of(&usual()).to_text();
    let exact = run(vec![("A", usual())]).tables[0].units[0].result.total_exact.clone().unwrap();
    assert!(!text.contains("exact") && !text.contains(&exact), "{exact} in {text}");
}

/// The solver finds what is planted: a leak of each kind.
#[test]
fn the_solver_finds_what_leaks() {
    let leaves = usual();
    let public = of(&leaves);
    let planted = |plant: &dyn Fn(&mut PublicUnit)| {
        let mut leaking = public.clone();
        plant(&mut leaking.tables[0].units[0]);
        recovers(&[(&leaves, &leaking)])
    };
    assert!(!planted(&|_| {}));
    assert!(planted(&|unit| unit.leaves.push(("1.2".to_owned(), "1.30".to_owned()))), "shown");
    let points = |code: &str, points: &str| (code.to_owned(), points.to_owned());
    let both = [points("1.3", "1.70"), points("1.4", "1.90")];
    assert!(planted(&|unit| unit.leaves.extend(both.clone())), "its domain less the others");
    // Each version hides enough by itself; both together do not.
    let versions = both.map(|shown| {
        let mut other = public.clone();
        other.tables[0].units[0].leaves.push(shown);
        other
    });
    assert!(versions.iter().all(|version| !recovers(&[(&leaves, version)])));
    assert!(recovers(&[(&leaves, &versions[0]), (&leaves, &versions[1])]), "one version less the other");
}

#[test]
fn a_later_version_gives_back_nothing_of_an_earlier_one() {
    let before = usual();
    let mut after = usual();
    // A ballot more: the leaf of few is none any more, and what hid it must not tell what it was.
    after[1] = surveyed("1.2", 150, &[5]);
    let (first, second) = (run(vec![("A", before.clone())]), run(vec![("A", after.clone())]));
    let shown = disclose(&first, &[], None);
    let later = disclose(&second, &[(first, shown.clone())], None);
    assert!(!recovers(&[(&before, &shown), (&after, &later)]));
    assert!(recovers(&[(&before, &shown), (&after, &disclose(&second, &[], None))]), "alone it would");
    assert_eq!(unit(&later).total, None, "less the earlier one it would be what a person more said");
}

#[test]
fn what_a_few_more_people_said_is_not_the_difference_of_two_versions() {
    let before = vec![
        surveyed("1.1", 130, &[20, 30]),
        surveyed("1.2", 170, &[9, 8]),
        surveyed("2.1", 190, &[40]),
        surveyed("2.2", 270, &[20]),
        surveyed("2.3", 150, &[30]),
    ];
    let mut after = before.clone();
    after[0] = surveyed("1.1", 131, &[20, 31]);
    after[2] = surveyed("2.1", 188, &[41]);
    after[3] = surveyed("2.2", 280, &[27]);
    after[4] = surveyed("2.3", 155, &[38]);
    let (first, second) = (run(vec![("A", before.clone())]), run(vec![("A", after.clone())]));
    let shown = disclose(&first, &[], None);
    assert_eq!(unit(&shown).hidden, [""; 0]);
    let later = disclose(&second, &[(first.clone(), shown.clone())], None);
    let groups: Vec<_> = unit(&later).groups.iter().map(|it| &*it.leaf).collect();
    assert_eq!(
        groups,
        ["1.2"],
        "2.2 and 2.3 changed by more than five, and cover what a few changed of others"
    );
    assert!(!recovers(&[(&before, &shown), (&after, &later)]));
    assert!(recovers(&[(&before, &shown), (&after, &disclose(&second, &[], None))]), "alone it would");
    assert!(unit(&later).total.is_some(), "two are told within one sum");

    // A third version stands on what the first shows and on what the second holds back.
    let mut last = after.clone();
    last[0] = surveyed("1.1", 140, &[20, 37]);
    let third =
        disclose(&run(vec![("A", last.clone())]), &[(first, shown.clone()), (second, later.clone())], None);
    assert!(!recovers(&[(&before, &shown), (&after, &later), (&last, &third)]));
}

fn leaves() -> impl Strategy<Value = Vec<Leaf>> {
    let leaf = (1..4, 0..200i64, prop_oneof![Just(None), (1..9u64).prop_map(Some)]);
    prop::collection::vec(leaf, 1..12).prop_map(|all| {
        let of = |(n, (domain, points, people)): (usize, (i32, i64, Option<u64>))| match people {
            Some(people) => surveyed(&format!("{domain}.{n}"), points, &[people]),
            None => appraised(&format!("{domain}.{n}"), points),
        };
        let mut all: Vec<_> = all.into_iter().enumerate().map(of).collect();
        all.sort_by(|a, b| a.code.cmp(&b.code));
        all
    })
}

/// The same unit again, some leaves with another ballot.
fn again(leaves: &[Leaf], more: &[bool]) -> Vec<Leaf> {
    let one = |(leaf, more): (&Leaf, &bool)| match leaf.people.first() {
        Some(people) if *more => Leaf {
            points: &leaf.points + &Points::fraction(7, 100).unwrap(),
            ..surveyed(&leaf.code, 0, &[people + 1])
        },
        _ => leaf.clone(),
    };
    leaves.iter().zip(more).map(one).collect()
}

proptest! {
    #[test]
    fn no_version_and_no_two_give_anything_back(
        one in leaves(),
        more in prop::collection::vec(any::<bool>(), 12),
        backwards in any::<bool>(),
    ) {
        let mut versions = [one.clone(), again(&one, &more)];
        if backwards {
            versions.reverse();
        }
        let runs = versions.clone().map(|leaves| run(vec![("A", leaves)]));
        let first = disclose(&runs[0], &[], None);
        let second = disclose(&runs[1], &[(runs[0].clone(), first.clone())], None);
        prop_assert!(!recovers(&[(&versions[0], &first)]));
        prop_assert!(!recovers(&[(&versions[0], &first), (&versions[1], &second)]));
        let kept = versions[0].iter().all(|leaf| !leaf.few());
        prop_assert!(!kept || unit(&first).hidden.is_empty(), "nothing is hidden without need");
    }
}
