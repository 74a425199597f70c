//! Whether sums give back what is not shown: linear algebra over what is public of one unit, over all its versions.

use std::collections::BTreeMap;

/// A prime that no minor of the sums is a multiple of: they are 0 and 1, so that up to some 36 independent sums each minor is
/// smaller than this, by Hadamard's bound; what is told here is then the same as with fractions.
const PRIME: u64 = (1 << 61) - 1;

/// Sums over numbered unknowns; what is shown is known, and left out of them.
#[derive(Clone, Debug, Default)]
pub struct Sums(Vec<BTreeMap<usize, u64>>);

impl Sums {
    /// Adds the sum of these unknowns.
    pub fn add(&mut self, unknowns: impl IntoIterator<Item = usize>) {
        let mut sum = BTreeMap::new();
        for unknown in unknowns {
            *sum.entry(unknown).or_default() += 1;
        }
        self.0.push(sum);
    }

    /// Whether they can be combined so that only unknowns of few people are left.
    pub fn give_back(&self, of_few: impl Fn(usize) -> bool) -> bool {
        let mut rows = self.0.clone();
        while let Some((at, column)) = pivot(&rows, &of_few) {
            let chosen = rows.swap_remove(at);
            let inverse = power(chosen[&column], PRIME - 2);
            for row in &mut rows {
                let Some(lead) = row.get(&column).copied() else { continue };
                let factor = times(lead, inverse);
                for (unknown, value) in &chosen {
                    let now = row.get(unknown).copied().unwrap_or_default();
                    let next = (now + PRIME - times(factor, *value)) % PRIME;
                    if next == 0 {
                        row.remove(unknown)
                    } else {
                        row.insert(*unknown, next)
                    };
                }
            }
        }
        rows.iter().any(|row| !row.is_empty())
    }
}

/// A row, and an unknown of many people in it.
fn pivot(rows: &[BTreeMap<usize, u64>], of_few: &impl Fn(usize) -> bool) -> Option<(usize, usize)> {
    let many = |row: &BTreeMap<usize, u64>| row.keys().copied().find(|unknown| !of_few(*unknown));
    rows.iter().enumerate().find_map(|(at, row)| Some((at, many(row)?)))
}

fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b) % u128::from(PRIME);
    u64::try_from(product).expect("smaller than the prime")
}

fn power(base: u64, exponent: u64) -> u64 {
    let square = |exponent| {
        let half = power(base, exponent / 2);
        times(half, half)
    };
    match exponent {
        0 => 1,
        _ if exponent.is_multiple_of(2) => square(exponent),
        _ => times(base, square(exponent)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(all: &[&[usize]]) -> Sums {
        let mut sums = Sums::default();
        all.iter().for_each(|sum| sums.add(sum.iter().copied()));
        sums
    }

    #[test]
    fn a_sum_of_few_alone_is_given_back() {
        assert!(sums(&[&[0]]).give_back(|unknown| unknown == 0));
        assert!(sums(&[&[0, 1]]).give_back(|_| true));
        assert!(!sums(&[&[0, 1]]).give_back(|unknown| unknown == 0));
    }

    #[test]
    fn differences_of_sums_are_found() {
        // A domain, and the survey of all domains, of which the rest is shown.
        assert!(sums(&[&[0, 1], &[1]]).give_back(|unknown| unknown == 0));
        // Around a corner: (0 + 1) + (2 + 3) - (1 + 3) - 2.
        assert!(sums(&[&[0, 1], &[2, 3], &[1, 3], &[2]]).give_back(|unknown| unknown == 0));
        // A whole circle hides: two domains, survey and appraised, one leaf of each kind in both.
        assert!(
            !sums(&[&[0, 1], &[2, 3], &[0, 2], &[1, 3], &[0, 1, 2, 3]]).give_back(|unknown| unknown == 0)
        );
    }
}
