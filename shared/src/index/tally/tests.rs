//! Tallies are what a recount of the ballots gives, whatever was added and taken back before.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::ballot::Answers;
use crate::index::example::campaign;

fn grid() -> Grid {
    Grid::of(campaign().definition("F1").unwrap())
}

fn marks(by_unit: &[(&str, &[usize])]) -> Marks {
    let by_unit = by_unit.iter().map(|(unit, cells)| ((*unit).to_owned(), cells.to_vec())).collect();
    Marks { by_unit, ..grid().marks(&Answers::new()) }
}

#[test]
fn what_was_never_added_cannot_be_taken_back_and_nothing_changes() {
    let never = |unit: &str| Err(NeverAdded { form: "F1".into(), version: "1".into(), unit: unit.into() });
    let mut tallies = Tallies::default();
    assert_eq!(tallies.take_back(&marks(&[("D1", &[0])])), never("D1"));
    tallies.add(&marks(&[("D1", &[0, 0, 1])]));
    let before = tallies.clone();
    assert_eq!(tallies.take_back(&marks(&[("D1", &[1, 0, 0, 0])])), never("D1"));
    assert_eq!(tallies.take_back(&marks(&[("D1", &[1]), ("D2", &[0])])), never("D2"));
    assert_eq!(tallies, before);
    assert_eq!(tallies.take_back(&marks(&[("D1", &[1, 0]), ("D1", &[0])])), Ok(()));
    assert_eq!(tallies, Tallies::default());
}

fn ballot() -> impl Strategy<Value = Answers> {
    let option = || prop::option::of(prop::sample::select(vec!["A", "B", "C", "D", "E"]));
    let instance = (prop::sample::select(vec!["D1", "D2"]), option(), option());
    prop::collection::vec(instance, 0..3).prop_map(|instances| {
        let instances: Vec<_> =
            instances.iter().map(|(unit, q1, q2)| json!({"unit": unit, "q1": q1, "q2": q2})).collect();
        json!({"units": instances}).as_object().unwrap().clone()
    })
}

proptest! {
    #[test]
    fn tallies_equal_a_recount_of_what_stayed(
        ballots in prop::collection::vec((ballot(), any::<bool>()), 0..20),
        order in any::<prop::sample::Index>(),
    ) {
        let grid = grid();
        let mut tallies = Tallies::default();
        ballots.iter().for_each(|(ballot, _)| tallies.add(&grid.marks(ballot)));
        let mut rejected: Vec<_> = ballots.iter().filter(|(_, stays)| !stays).collect();
        if !rejected.is_empty() {
            let middle = order.index(rejected.len());
            rejected.rotate_left(middle);
        }
        for (ballot, _) in rejected {
            tallies.take_back(&grid.marks(ballot)).unwrap();
        }
        let mut recount = Tallies::default();
        ballots.iter().filter(|(_, stays)| *stays).for_each(|(ballot, _)| recount.add(&grid.marks(ballot)));
        prop_assert_eq!(tallies, recount);
    }
}
