//! Lines of a list of work: which can be accepted unseen, and which comes next.

use shared::wire::{Stage, WorkRow};

/// Whether an appraiser may decide of it by now.
pub fn is_ready(row: &WorkRow) -> bool {
    matches!(row.stage, Stage::Submitted | Stage::Lapsed)
}

/// Whether a decision is still to be taken.
pub fn is_open(row: &WorkRow) -> bool {
    is_ready(row) && row.by.is_none()
}

/// Whether nothing speaks against giving it what the unit gave itself.
pub fn is_plain(row: &WorkRow) -> bool {
    is_open(row) && !row.beside && row.flags.is_empty() && row.entry.is_some() && row.claimed.is_some()
}

/// The next line that is open after this one, from the beginning again where there is none.
pub fn next_open(rows: &[WorkRow], unit: &str, leaf: &str) -> Option<usize> {
    let here = rows.iter().position(|row| row.unit == unit && row.leaf == leaf)?;
    let after = (here + 1..rows.len()).chain(0..here);
    after.into_iter().find(|at| is_open(&rows[*at]))
}

/// The line so many further on; none beyond the ends.
pub fn step(rows: &[WorkRow], unit: &str, leaf: &str, by: isize) -> Option<usize> {
    let here = rows.iter().position(|row| row.unit == unit && row.leaf == leaf)?;
    here.checked_add_signed(by).filter(|at| *at < rows.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::points::Points;
    use shared::problem::Problem;

    fn row(unit: &str) -> WorkRow {
        WorkRow {
            unit: unit.to_owned(),
            leaf: "1".to_owned(),
            stage: Stage::Submitted,
            entry: Some(1),
            claimed: Some(Points::whole(1)),
            given: None,
            excused: false,
            beside: false,
            by: None,
            unanswered: 0,
            evidence: 0,
            flags: Vec::new(),
            last_year: None,
            by_name: None,
        }
    }

    #[test]
    fn only_what_nothing_speaks_against_is_accepted_unseen() {
        assert!(is_plain(&row("A")));
        for other in [
            WorkRow { stage: Stage::Scoring, ..row("A") },
            WorkRow { by: Some("an".to_owned()), ..row("A") },
            WorkRow { beside: true, ..row("A") },
            WorkRow { flags: vec![Problem::new("flag.cut")], ..row("A") },
            WorkRow { entry: None, ..row("A") },
            WorkRow { claimed: None, ..row("A") },
        ] {
            assert!(!is_plain(&other), "{other:?}");
        }
    }

    #[test]
    fn the_next_is_the_next_that_is_open() {
        let decided = |unit| WorkRow { by: Some("an".to_owned()), ..row(unit) };
        let rows = [row("A"), decided("B"), row("C"), decided("D")];
        assert_eq!(next_open(&rows, "A", "1"), Some(2));
        assert_eq!(next_open(&rows, "C", "1"), Some(0));
        assert_eq!(next_open(&[row("A")], "A", "1"), None);
        assert_eq!(next_open(&rows, "X", "1"), None);
        assert_eq!((step(&rows, "A", "1", 1), step(&rows, "A", "1", -1)), (Some(1), None));
        assert_eq!(step(&rows, "D", "1", 1), None);
    }
}
