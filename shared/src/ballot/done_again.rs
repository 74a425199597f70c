//! Interviews that were done again: which ballots are of the same one, as each names the ballot that it replaces.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::Header;

/// The ballots that name another, and which.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct DoneAgain(BTreeMap<Uuid, Uuid>);

impl DoneAgain {
    /// Notes what a ballot says that it replaces.
    pub fn add(&mut self, header: &Header) {
        if let Some(replaced) = header.replaces {
            self.0.insert(header.id, replaced);
        }
    }

    /// Of ballots that stand, by id and number, each that is not the only one of its interview, with another of it.
    pub fn beside(&self, standing: impl Iterator<Item = (Uuid, i64)>) -> BTreeMap<i64, i64> {
        if self.0.is_empty() {
            return BTreeMap::new();
        }
        let replaced: BTreeSet<Uuid> = self.0.values().copied().collect();
        let mut interviews = BTreeMap::<Uuid, Vec<i64>>::new();
        for (id, number) in standing.filter(|(id, _)| self.0.contains_key(id) || replaced.contains(id)) {
            interviews.entry(self.first(id)).or_default().push(number);
        }
        let several = interviews.into_values().filter(|numbers| numbers.len() > 1);
        several
            .flat_map(|numbers| {
                let (first, second) = (numbers[0], numbers[1]);
                numbers.into_iter().map(move |number| (number, if number == first { second } else { first }))
            })
            .collect()
    }

    /// The first ballot of the interview. Of ballots that name each other in a circle it is the smallest id.
    fn first(&self, id: Uuid) -> Uuid {
        let (mut at, mut passed) = (id, BTreeSet::from([id]));
        while let Some(replaced) = self.0.get(&at) {
            at = *replaced;
            if !passed.insert(at) {
                return passed.into_iter().min().unwrap_or(at);
            }
        }
        at
    }
}

#[cfg(test)]
mod histories;
#[cfg(test)]
mod tests {
    use super::*;

    /// Of ballots with these ids as numbers, each with the one that it replaces, those that are beside another.
    fn beside(names: &[(u128, u128)], standing: &[u128]) -> Vec<(i64, i64)> {
        let id = Uuid::from_u128;
        let done_again = DoneAgain(names.iter().map(|(new, old)| (id(*new), id(*old))).collect());
        let standing = standing.iter().map(|it| (id(*it), i64::try_from(*it).unwrap()));
        done_again.beside(standing).into_iter().collect()
    }

    #[test]
    fn ballots_of_one_interview_that_stand_beside_each_other_name_one_another() {
        assert_eq!(beside(&[], &[1, 2]), []);
        assert_eq!(beside(&[(2, 1)], &[2]), [], "the first is rejected");
        assert_eq!(beside(&[(2, 1)], &[1, 2, 3]), [(1, 2), (2, 1)]);
        assert_eq!(beside(&[(2, 1), (3, 2)], &[1, 3]), [(1, 3), (3, 1)], "what was between them is rejected");
        assert_eq!(beside(&[(2, 1), (3, 1)], &[2, 3]), [(2, 3), (3, 2)], "both in place of one");
        assert_eq!(beside(&[(2, 1), (4, 3)], &[2, 4]), [], "two interviews");
        assert_eq!(beside(&[(2, 9)], &[2]), [], "what it replaces is not here");
    }

    #[test]
    fn ids_that_go_in_a_circle_end() {
        assert_eq!(beside(&[(1, 1)], &[1]), []);
        assert_eq!(beside(&[(1, 2), (2, 1)], &[1, 2]), [(1, 2), (2, 1)]);
    }
}
