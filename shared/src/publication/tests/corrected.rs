//! What a correction changes for whom.

use super::made::{appraised, run, surveyed};
use crate::publication::{Public, Withheld, changed, disclose, is_untold, withheld};

#[test]
fn a_correction_names_whose_rank_changed_and_nobody_else() {
    let leaf = |points| vec![appraised("1.1", points)];
    let before = disclose(&run(vec![("A", leaf(300)), ("B", leaf(200)), ("C", leaf(100))]), &[], None);
    let after = disclose(&run(vec![("B", leaf(350)), ("A", leaf(300)), ("C", leaf(100))]), &[], None);
    let all = changed(&before, &after);
    let said: Vec<_> = all.iter().map(|it| (&*it.unit, it.before.rank, it.after.rank)).collect();
    assert_eq!(said, [("B", Some(2), Some(1)), ("A", Some(1), Some(2))], "by the new rank");
    assert_eq!((all[0].before.total.as_deref(), all[0].after.total.as_deref()), (Some("2.00"), Some("3.50")));
    assert_eq!(changed(&before, &before), []);
    let mut tied = before.clone();
    for (unit, name) in tied.tables[0].units.iter_mut().zip(["Sở Đất", "Sở Ấm", "Sở Dân"]) {
        (unit.rank, unit.name.vi) = (Some(1), name.to_owned());
    }
    let names: Vec<_> = tied.tables[0].ranked().into_iter().map(|unit| &*unit.name.vi).collect();
    assert_eq!(names, ["Sở Ấm", "Sở Dân", "Sở Đất"], "who share a rank stand as in a dictionary");
    let fewer = disclose(&run(vec![("A", leaf(300)), ("B", leaf(200))]), &[], None);
    let gone: Vec<_> = changed(&before, &fewer).into_iter().map(|it| (it.unit, it.after.rank)).collect();
    assert_eq!(gone, [("C".to_owned(), None)]);
}

#[test]
fn a_total_that_is_held_back_is_told_before_and_keeps_its_rank_where_that_tells_no_more() {
    let leaves = |points, people| {
        let other = |code| surveyed(code, 150, &[40]);
        vec![surveyed("1.1", points, &[people]), other("1.2"), other("1.3"), appraised("2.1", 200)]
    };
    let others = |points| vec![appraised("2.1", points)];
    let of =
        |points, people| run(vec![("A", leaves(points, people)), ("B", others(200)), ("C", others(900))]);
    let first = of(150, 60);
    let before = disclose(&first, &[], None);
    assert!(withheld(None, &before).is_nothing());
    let second = of(151, 61);
    let after = disclose(&second, &[(first.clone(), before.clone())], None);
    let unit = &after.tables[0].units[0];
    assert_eq!((unit.total.as_deref(), unit.rank, unit.class.as_deref()), (None, Some(2), Some("good")));
    let told = Withheld { leaves: 1, domains: 1, totals: 1, ranks: 0 };
    assert_eq!(withheld(Some(&before), &after), told);
    assert!(withheld(Some(&after), &after).is_nothing(), "what was held back before is not lost");
    let lines = changed(&before, &after);
    let line = lines.iter().find(|it| it.unit == "A").unwrap();
    assert!(line.after.without_total && !line.before.without_total);
    // What it was and is then is not told: nor is it said to be the same.
    let third = of(152, 62);
    let last = disclose(&third, &[(first.clone(), before.clone()), (second, after.clone())], None);
    assert_eq!(changed(&after, &last), []);
    assert!(is_untold(&after, &last) && !is_untold(&before, &after));
    assert!(!is_untold(&last, &last), "the same run is the same");
}

/// A unit, of one leaf of which a person more was asked, among others that were appraised: before and after.
fn placed_among(others: &[i64]) -> [Public; 2] {
    let of = |points, people| {
        let other = |code| surveyed(code, 150, &[40]);
        let own = vec![surveyed("1.1", points, &[people]), other("1.2"), other("1.3"), appraised("2.1", 200)];
        let others = others.iter().zip('B'..).map(|(points, name)| (name, vec![appraised("2.1", *points)]));
        let others: Vec<_> = others.map(|(name, leaves)| (name.to_string(), leaves)).collect();
        let others = others.iter().map(|(name, leaves)| (&**name, leaves.clone()));
        run([("A", own)].into_iter().chain(others).collect())
    };
    let first = of(150, 60);
    let before = disclose(&first, &[], None);
    let after = disclose(&of(151, 61), &[(first, before.clone())], None);
    [before, after]
}

#[test]
fn a_rank_that_would_tell_is_hidden_with_those_above_and_below_it() {
    // 6.51 is the total of the unit.
    let [before, after] = placed_among(&[652, 900, 640, 300, 880]);
    let units = &after.tables[0].units;
    let ranks: Vec<_> = units.iter().map(|unit| (&*unit.unit, unit.rank)).collect();
    let told = [("A", None), ("B", None), ("C", Some(1)), ("D", None), ("E", Some(6)), ("F", Some(2))];
    assert_eq!(ranks, told, "it is one of three");
    let classes: Vec<_> = units.iter().map(|unit| unit.class.as_deref()).collect();
    let good = Some("good");
    assert_eq!(classes, [None, good, good, good, None, good], "who shows a total has its class");
    assert_eq!((after.tables[0].classes[0].units, after.tables[0].without_class), (4, 1));
    let now = withheld(Some(&before), &after);
    assert_eq!((now.totals, now.ranks), (1, 3));
    assert!(changed(&before, &after).iter().any(|it| it.unit == "B" && it.after.without_rank));
    assert!(now.takes_away() && Withheld { ranks: 1, ..Withheld::default() }.takes_away());
    assert!(!Withheld { leaves: 1, domains: 1, ..Withheld::default() }.takes_away());
}

#[test]
fn as_many_ranks_are_hidden_as_it_takes() {
    let hidden = |others: &[i64]| {
        let [_, after] = placed_among(others);
        let units = after.tables[0].units.iter().filter(|unit| unit.withholds_rank());
        units.map(|unit| unit.unit.clone()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(hidden(&[300, 900]), "", "between those it is open");
    assert_eq!(hidden(&[652, 653, 654, 900, 300]), "A B C D F", "those that are next to it tell as much");
    assert_eq!(hidden(&[651, 900, 300, 950, 200]), "A B C D", "nor has one that has as much a rank");
    assert_eq!(hidden(&[652, 649]), "A B C", "all of its type at worst");
}
