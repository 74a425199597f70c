//! Versions beside each other: which of them stand.

use std::collections::BTreeSet;

use crate::wire::Edition;

/// The versions that no other takes the place of. Where people stood on the same version there are several: all are kept and
/// shown, and a person chooses, by a version over all of them.
pub fn standing<T>(versions: &[Edition<T>]) -> Vec<&Edition<T>> {
    let over: BTreeSet<i64> = versions.iter().flat_map(|version| version.over.iter().copied()).collect();
    versions.iter().filter(|version| !over.contains(&version.position)).collect()
}

/// The one version that stands; none where nothing was said, or where a person must choose.
pub fn the_one<T>(versions: &[Edition<T>]) -> Option<&Edition<T>> {
    match standing(versions)[..] {
        [one] => Some(one),
        _ => None,
    }
}

/// The first of the versions that somebody says to take the place of which is none of these.
pub fn unseen<T>(versions: &[Edition<T>], over: &[i64]) -> Option<i64> {
    over.iter().copied().find(|position| !versions.iter().any(|version| version.position == *position))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn versions(rows: &[(i64, &[i64])]) -> Vec<Edition<()>> {
        let version = |(position, over): &(i64, &[i64])| Edition {
            position: *position,
            over: over.to_vec(),
            by: String::new(),
            at: jiff::Timestamp::UNIX_EPOCH,
            said: (),
        };
        rows.iter().map(version).collect()
    }

    fn stands(rows: &[(i64, &[i64])]) -> Vec<i64> {
        standing(&versions(rows)).iter().map(|version| version.position).collect()
    }

    #[test]
    fn the_last_of_a_row_of_versions_stands() {
        assert_eq!(stands(&[]), [0; 0]);
        assert_eq!(stands(&[(1, &[]), (4, &[1]), (9, &[4])]), [9]);
    }

    #[test]
    fn two_that_stood_on_the_same_version_both_stand_until_a_person_chooses() {
        let both: [(i64, &[i64]); 3] = [(1, &[]), (2, &[1]), (3, &[1])];
        assert_eq!(stands(&both), [2, 3]);
        assert_eq!(the_one(&versions(&both)), None);
        // Who goes on with their own settles nothing.
        assert_eq!(stands(&[&both[..], &[(4, &[2])]].concat()), [3, 4]);
        assert_eq!(stands(&[&both[..], &[(4, &[2, 3])]].concat()), [4]);
        // Two first ones are two as well.
        assert_eq!(stands(&[(1, &[]), (2, &[])]), [1, 2]);
    }

    #[test]
    fn a_version_that_nobody_made_cannot_have_been_seen() {
        let versions = versions(&[(1, &[]), (2, &[1])]);
        assert_eq!(unseen(&versions, &[1, 2]), None);
        assert_eq!(unseen(&versions, &[2, 7]), Some(7));
    }
}
