//! Bonus and penalty points: what may be said of them, and which stand.

mod file;

use super::appraise::said;
use crate::points::Points;
use crate::problem::Problem;
use crate::wire::{Adjusting, AdjustmentRow};
pub use file::{AdjustmentFile, AdjustmentLine};

/// What is wrong with them.
pub fn adjusting_faults(it: &Adjusting) -> Vec<Problem> {
    let points = (it.points <= Points::zero()).then(|| Problem::new("assessments.adjusted_none"));
    let proof = (it.takes_back.is_none() && it.evidence.trim().is_empty())
        .then(|| Problem::new("assessments.adjusted_unproved"));
    points.into_iter().chain(said(&it.reason)).chain(proof).collect()
}

/// Those that stand: given, and not taken back.
pub fn adjusted(rows: &[AdjustmentRow]) -> impl Iterator<Item = &AdjustmentRow> {
    let gone = |position: i64| rows.iter().any(|row| row.said.takes_back == Some(position));
    rows.iter().filter(move |row| row.said.takes_back.is_none() && !gone(row.position))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::AdjustmentKind;

    fn bonus(points: &str, takes_back: Option<i64>) -> Adjusting {
        Adjusting {
            kind: AdjustmentKind::Bonus,
            points: Points::parse(points).unwrap(),
            reason: "sáng kiến".to_owned(),
            evidence: "12/QĐ-UBND".to_owned(),
            takes_back,
        }
    }

    fn faults(it: Adjusting) -> Vec<String> {
        adjusting_faults(&it).into_iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn points_need_a_reason_and_a_proof_and_are_positive() {
        let blank = String::new;
        assert_eq!(faults(bonus("0.5", None)), [""; 0]);
        assert_eq!(faults(bonus("0", None)), ["assessments.adjusted_none"]);
        assert_eq!(faults(bonus("-1", None)), ["assessments.adjusted_none"]);
        assert_eq!(faults(Adjusting { reason: " ".into(), ..bonus("1", None) }), ["assessments.text_blank"]);
        assert_eq!(
            faults(Adjusting { evidence: blank(), ..bonus("1", None) }),
            ["assessments.adjusted_unproved"]
        );
        assert_eq!(faults(Adjusting { evidence: blank(), ..bonus("1", Some(1)) }), [""; 0]);
    }

    #[test]
    fn what_was_taken_back_stands_no_more() {
        let row = |position, said| AdjustmentRow {
            position,
            id: uuid::Uuid::nil(),
            unit: "SNV".to_owned(),
            said,
            by: "td1".to_owned(),
            at: jiff::Timestamp::UNIX_EPOCH,
        };
        let rows = [row(1, bonus("1", None)), row(2, bonus("2", None)), row(3, bonus("1", Some(1)))];
        assert_eq!(adjusted(&rows).map(|row| row.position).collect::<Vec<_>>(), [2]);
    }
}
