//! Filling quotas evenly: what is left over goes to whoever has least in all.

use std::collections::BTreeMap;

use super::{Part, Row};

/// Fills what does not add up: each gets as much, and what is left over goes to whoever has least in all, the first by name among equals.
pub(super) fn fill(rows: &mut [Row], within: impl Fn(&str) -> bool) {
    let adds_up = |row: &Row| {
        row.divided() == row.planned && row.parts.iter().all(|it| it.assigned || it.ballots() == 0)
    };
    // Who is said to take nothing there is not asked.
    let takes = |part: &Part| part.assigned && part.said != Some(0);
    let is_meant = |row: &Row| within(&row.place) && !adds_up(row) && row.parts.iter().any(takes);
    let mut sums = BTreeMap::<String, u32>::new();
    for part in rows.iter().filter(|row| !is_meant(row)).flat_map(|row| &row.parts) {
        *sums.entry(part.account.clone()).or_default() += part.ballots();
    }
    for row in rows.iter_mut().filter(|row| is_meant(row)) {
        row.parts.iter_mut().filter(|part| !part.assigned).for_each(|part| part.said = None);
        let theirs = row.shared();
        let mut there: Vec<&mut Part> = row.parts.iter_mut().filter(|part| takes(part)).collect();
        let people = u32::try_from(there.len()).unwrap_or(u32::MAX);
        there.sort_by_key(|part| sums.get(&part.account).copied().unwrap_or(0));
        for (part, nth) in there.into_iter().zip(0..) {
            let ballots = theirs / people + u32::from(nth < theirs % people);
            part.said = (ballots > 0).then_some(ballots);
            *sums.entry(part.account.clone()).or_default() += part.ballots();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Alone;
    use super::*;

    fn row(place: &str, planned: u32, parts: &[(&str, u32, bool)]) -> Row {
        let part = |(account, ballots, assigned): &(&str, u32, bool)| Part {
            account: (*account).to_owned(),
            name: String::new(),
            said: (*ballots > 0).then_some(*ballots),
            assigned: *assigned,
            done: 0,
        };
        Row {
            form: "P7".to_owned(),
            place: place.to_owned(),
            planned,
            parts: parts.iter().map(part).collect(),
            alone: Alone::default(),
        }
    }

    fn of(rows: &[Row]) -> Vec<Vec<u32>> {
        rows.iter().map(|row| row.parts.iter().map(Part::ballots).collect()).collect()
    }

    #[test]
    fn what_is_left_over_goes_to_whoever_has_least_so_far() {
        let each = [("an", 0, true), ("ba", 0, true), ("chi", 0, true)];
        let mut rows = [row("1", 10, &each), row("2", 10, &each), row("3", 11, &each), row("4", 2, &each)];
        fill(&mut rows, |_| true);
        assert_eq!(of(&rows), [vec![4, 3, 3], vec![3, 4, 3], vec![4, 3, 4], vec![0, 1, 1]]);
        assert!(rows.iter().all(|row| row.divided() == row.planned));
    }

    #[test]
    fn what_adds_up_stays_and_what_lies_elsewhere_and_who_left_gets_nothing() {
        let mut rows = [
            row("1", 6, &[("an", 5, true), ("ba", 1, true)]),
            row("2", 6, &[("an", 5, true), ("ba", 0, true)]),
            row("3", 6, &[("an", 0, true), ("left", 6, false)]),
            row("4", 6, &[("left", 6, false)]),
            row("5", 6, &[]),
            row("elsewhere", 6, &[("an", 1, true)]),
        ];
        fill(&mut rows, |place| place != "elsewhere");
        assert_eq!(of(&rows), [vec![5, 1], vec![3, 3], vec![6, 0], vec![6], vec![], vec![1]]);
    }

    #[test]
    fn what_who_left_has_done_is_taken_off_what_the_others_share() {
        let mut rows = [row("1", 10, &[("an", 0, true), ("ba", 0, true), ("left", 5, false)])];
        rows[0].parts[2].done = 3;
        assert_eq!(rows[0].divided(), 5, "what they planned stands until it is divided");
        fill(&mut rows, |_| true);
        assert_eq!((of(&rows), rows[0].divided()), (vec![vec![4, 3, 0]], 10));
        rows[0].parts[2].done = 4;
        assert_eq!(
            rows[0].divided(),
            11,
            "of what comes of them afterwards the row says that it is too much"
        );
    }

    #[test]
    fn who_takes_nothing_gets_nothing_evenly() {
        let mut rows = [row("1", 6, &[("an", 0, true), ("ba", 0, true)]), row("2", 6, &[("an", 0, true)])];
        rows.iter_mut().for_each(|row| row.parts[0].said = Some(0));
        fill(&mut rows, |_| true);
        assert_eq!(of(&rows), [vec![0, 6], vec![0]]);
        assert_eq!(rows[1].planned_by(), 0, "nobody is there, and none plans for it");
    }
}
