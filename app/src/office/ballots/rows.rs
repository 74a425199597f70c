//! The rows of the list: those that wait for a decision first, each once.

use shared::wire::{BallotRow, Status};

/// Brings the quarantine and the list together. A ballot that stands in both is shown in the quarantine.
pub fn quarantine_first(pending: Vec<BallotRow>, listed: Vec<BallotRow>) -> Vec<BallotRow> {
    let others: Vec<_> = listed
        .into_iter()
        .filter(|row| row.status != Status::Pending && pending.iter().all(|first| first.key != row.key))
        .collect();
    pending.into_iter().chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::example::ballot_row;

    #[test]
    fn what_waits_for_a_decision_stands_first_and_once() {
        let pending = vec![ballot_row(2, Status::Pending)];
        let listed = vec![
            ballot_row(3, Status::Valid),
            ballot_row(2, Status::Pending),
            ballot_row(1, Status::Rejected),
        ];
        let keys: Vec<_> = quarantine_first(pending, listed).iter().map(|row| row.key).collect();
        assert_eq!(keys, [2, 3, 1]);
    }
}
