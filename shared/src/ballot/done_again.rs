//! Interviews that were done again: which ballots are of the same one, as each names the ballot that it replaces.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::Header;

/// The ballots that name another, and which. Of several with one id each may name its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct DoneAgain {
    replaced: BTreeSet<(Uuid, Uuid)>,
    instead: BTreeSet<(Uuid, Uuid)>,
}

impl DoneAgain {
    /// Notes what a ballot says that it replaces.
    pub fn add(&mut self, header: &Header) {
        if let Some(replaced) = header.replaces {
            self.link(header.id, replaced);
        }
    }

    /// Notes that a ballot with the one id was made in place of the other.
    pub fn link(&mut self, id: Uuid, replaced: Uuid) {
        self.replaced.insert((id, replaced));
        self.instead.insert((replaced, id));
    }

    /// The ids that ballots with this one say they were made in place of.
    pub fn replaced(&self, id: Uuid) -> impl Iterator<Item = Uuid> {
        of(&self.replaced, id)
    }

    /// The ids of the ballots that were made in its place.
    pub fn made_instead(&self, id: Uuid) -> impl Iterator<Item = Uuid> {
        of(&self.instead, id)
    }

    /// Of ballots that stand, by id and number, each that is not the only one of its interview, with another of it.
    pub fn beside(&self, standing: impl Iterator<Item = (Uuid, i64)>) -> BTreeMap<i64, i64> {
        let first = self.first();
        let mut interviews = BTreeMap::<Uuid, Vec<i64>>::new();
        for (id, number) in standing {
            if let Some(first) = first.get(&id) {
                interviews.entry(*first).or_default().push(number);
            }
        }
        let several = interviews.into_values().filter(|numbers| numbers.len() > 1);
        several
            .flat_map(|numbers| {
                let (first, second) = (numbers[0], numbers[1]);
                numbers.into_iter().map(move |number| (number, if number == first { second } else { first }))
            })
            .collect()
    }

    /// Of each id that names another or is named, one that stands for its interview: the smallest.
    pub fn first(&self) -> BTreeMap<Uuid, Uuid> {
        let mut found = BTreeMap::new();
        for start in self.replaced.iter().chain(&self.instead).map(|(id, _)| *id).collect::<BTreeSet<_>>() {
            let mut open = vec![start];
            while let Some(id) = open.pop() {
                if let Entry::Vacant(free) = found.entry(id) {
                    free.insert(start);
                    open.extend(self.replaced(id).chain(self.made_instead(id)));
                }
            }
        }
        found
    }
}

fn of(links: &BTreeSet<(Uuid, Uuid)>, id: Uuid) -> impl Iterator<Item = Uuid> {
    links.range((id, Uuid::nil())..=(id, Uuid::max())).map(|(_, other)| *other)
}

#[cfg(test)]
mod histories;
#[cfg(test)]
mod tests {
    use super::*;

    /// Of ballots with these ids as numbers, each with the one that it replaces, those that are beside another.
    fn beside(names: &[(u128, u128)], standing: &[u128]) -> Vec<(i64, i64)> {
        let id = Uuid::from_u128;
        let mut done_again = DoneAgain::default();
        names.iter().for_each(|(new, old)| done_again.link(id(*new), id(*old)));
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
        assert_eq!(beside(&[(2, 1), (2, 9)], &[1, 2]), [(1, 2), (2, 1)], "another of its id names another");
    }

    #[test]
    fn ids_that_go_in_a_circle_end() {
        assert_eq!(beside(&[(1, 1)], &[1]), []);
        assert_eq!(beside(&[(1, 2), (2, 1)], &[1, 2]), [(1, 2), (2, 1)]);
    }
}
