//! What a correction changes for whom.

use super::made::{appraised, run};
use crate::publication::{changed, disclose};

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
