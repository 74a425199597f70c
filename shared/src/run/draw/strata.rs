//! Which ballots are drawn among each other.

use std::collections::BTreeMap;

/// The numbers of the ballots of each stratum. Each ballot is given by its form and place, in the campaign's order of both; a
/// stratum of one is joined with the next of its form, the last with the one before.
pub fn strata(ballots: impl Iterator<Item = (usize, usize)>) -> Vec<Vec<u32>> {
    let mut forms = BTreeMap::<usize, BTreeMap<usize, Vec<u32>>>::new();
    for (number, (form, place)) in (0..).zip(ballots) {
        forms.entry(form).or_default().entry(place).or_default().push(number);
    }
    let mut strata = Vec::new();
    for places in forms.into_values() {
        let first = strata.len();
        let mut alone = Vec::new();
        for mut own in places.into_values() {
            own.append(&mut alone);
            if own.len() == 1 { alone = own } else { strata.push(own) }
        }
        match strata.get_mut(first..).and_then(<[_]>::last_mut) {
            Some(last) => last.append(&mut alone),
            None if alone.is_empty() => {}
            None => strata.push(alone),
        }
    }
    strata
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stratum_is_a_form_and_a_place_and_one_ballot_alone_joins_its_neighbour() {
        let of = |ballots: &[(usize, usize)]| strata(ballots.iter().copied());
        assert_eq!(of(&[(0, 1), (1, 1), (0, 1), (1, 1)]), [vec![0, 2], vec![1, 3]]);
        assert_eq!(of(&[(0, 1), (0, 2), (0, 2)]), [vec![1, 2, 0]]);
        assert_eq!(of(&[(0, 1), (0, 1), (0, 2)]), [vec![0, 1, 2]]);
        assert_eq!(of(&[(0, 1), (0, 2), (0, 3)]), [vec![1, 0, 2]]);
        assert_eq!(of(&[(0, 1), (1, 1)]), [vec![0], vec![1]]);
        assert!(of(&[]).is_empty());
    }
}
