//! The answers of a ballot about units as numbers, kept as small as they are: of 100,000 ballots all are compared.

use crate::packed::{pack, unpack};

/// Those of all ballots, one behind the other.
#[derive(Debug, Default)]
pub(super) struct AllCells {
    bytes: Vec<u8>,
}

/// Where those of a ballot lie among all, and how many they are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cells {
    from: u32,
    to: u32,
    pub n: u32,
}

impl AllCells {
    /// Puts those of a ballot behind the others, in whatever order they come.
    pub fn put(&mut self, mut numbers: Vec<u32>) -> Cells {
        numbers.sort_unstable();
        let (n, from) = (numbers.len(), self.bytes.len());
        pack(numbers, &mut self.bytes);
        let [from, to, n] = [from, self.bytes.len(), n]
            .map(|it| u32::try_from(it).expect("answers take no four thousand million bytes"));
        Cells { from, to, n }
    }

    /// The numbers, the smallest first.
    fn of(&self, cells: Cells) -> impl Iterator<Item = u32> {
        unpack(&self.bytes[cells.from as usize..cells.to as usize])
    }

    /// How many are in both.
    pub fn common(&self, one: Cells, other: Cells) -> u32 {
        let (mut ours, mut theirs) = (self.of(one), self.of(other));
        let (mut our, mut their) = (ours.next(), theirs.next());
        let mut common = 0;
        while let (Some(one), Some(that)) = (our, their) {
            common += u32::from(one == that);
            if one <= that {
                our = ours.next();
            }
            if that <= one {
                their = theirs.next();
            }
        }
        common
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_numbers_come_back_in_order_and_those_of_both_are_counted(
            one in prop::collection::btree_set(any::<u32>(), 0..40),
            other in prop::collection::btree_set(0_u32..300, 0..40),
        ) {
            let both: Vec<u32> = one.union(&other).copied().collect();
            let mut cells = AllCells::default();
            let [all, small] = [both.iter().rev().copied().collect(), other.iter().copied().collect()]
                .map(|numbers| cells.put(numbers));
            prop_assert_eq!(cells.of(all).collect::<Vec<_>>(), both);
            prop_assert_eq!((small.n as usize, cells.common(all, small)), (other.len(), small.n));
            prop_assert_eq!(cells.common(small, Cells::default()), 0);
        }
    }
}
