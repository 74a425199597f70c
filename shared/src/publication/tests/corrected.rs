//! What a correction changes for whom.

use super::made::{appraised, run, surveyed};
use crate::publication::{Withheld, changed, disclose, withheld};

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
    assert!(line.after.withheld && !line.before.withheld);
    // Beside another that has nearly as much, the rank would tell.
    let near = |points, people, other| {
        run(vec![("A", leaves(points, people)), ("B", others(other)), ("C", others(900))])
    };
    let first = near(150, 60, 651);
    let before = disclose(&first, &[], None);
    let after = disclose(&near(151, 61, 652), &[(first, before.clone())], None);
    assert_eq!((after.tables[0].units[0].rank, after.tables[0].units[0].class.clone()), (None, None));
    assert_eq!(withheld(Some(&before), &after).ranks, 1);
}
