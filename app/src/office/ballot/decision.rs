//! Which decisions a ballot's state allows, and what is needed to take one.

use shared::wire::{BallotRow, Decision, Review, Status};

/// What may be decided about a ballot in this state. Every decision can be taken back by another.
pub fn open_to(status: Status) -> [Decision; 2] {
    match status {
        Status::Pending => [Decision::Accept, Decision::Reject],
        Status::Valid | Status::ScreenedOut => [Decision::Reject, Decision::Reopen],
        Status::Rejected => [Decision::Accept, Decision::Reopen],
    }
}

/// The decision as it is sent by somebody who has read `seen` earlier ones; `None` while there is no reason.
pub fn decide(decision: Decision, reason: &str, seen: usize) -> Option<Review> {
    let reason = reason.trim();
    (!reason.is_empty()).then(|| Review::after(seen, decision, reason))
}

/// The name of a decision in hooks and behind `office.decision.` in the catalogue.
pub fn code(decision: Decision) -> &'static str {
    match decision {
        Decision::Accept => "accept",
        Decision::Reject => "reject",
        Decision::Reopen => "reopen",
    }
}

/// The next ballot in quarantine after this one, round to the first.
pub fn next_in_quarantine(pending: &[BallotRow], key: i64) -> Option<i64> {
    let at = pending.iter().position(|row| row.key == key).map_or(0, |at| at + 1);
    pending[at..].iter().chain(pending).map(|row| row.key).find(|next| *next != key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::example::ballot_row;

    #[test]
    fn every_decision_can_be_taken_back() {
        for status in [Status::Pending, Status::Valid, Status::ScreenedOut, Status::Rejected] {
            let open = open_to(status);
            assert_ne!(open[0], open[1]);
            assert_eq!(open.contains(&Decision::Reopen), status != Status::Pending, "{status:?}");
            assert_eq!(open.contains(&Decision::Reject), status != Status::Rejected, "{status:?}");
        }
    }

    #[test]
    fn no_decision_without_a_reason() {
        assert_eq!(decide(Decision::Accept, " \n", 0), None);
        assert_eq!(decide(Decision::Accept, " ok ", 2), Some(Review::after(2, Decision::Accept, "ok")));
    }

    #[test]
    fn after_the_last_in_quarantine_comes_the_first() {
        let pending = [5, 4, 3].map(|key| ballot_row(key, Status::Pending));
        assert_eq!(next_in_quarantine(&pending, 5), Some(4));
        assert_eq!(next_in_quarantine(&pending, 3), Some(5));
        assert_eq!(next_in_quarantine(&pending, 9), Some(5));
        assert_eq!(next_in_quarantine(&pending[..1], 5), None);
    }
}
