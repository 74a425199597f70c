//! The answers of a ballot about units as numbers, kept as small as they are: of 100,000 ballots all are compared.

/// Numbers in order, each as what it is above the one before, in groups of seven bits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cells {
    bytes: Box<[u8]>,
    n: u32,
}

impl Cells {
    /// These, in whatever order.
    pub fn of(mut numbers: Vec<u32>) -> Self {
        numbers.sort_unstable();
        let (mut bytes, mut before) = (Vec::with_capacity(numbers.len() * 2), 0);
        for number in &numbers {
            let mut above = number - before;
            while above >= 0x80 {
                bytes.push(above.to_le_bytes()[0] | 0x80);
                above >>= 7;
            }
            bytes.push(above.to_le_bytes()[0]);
            before = *number;
        }
        Self { bytes: bytes.into(), n: u32::try_from(numbers.len()).unwrap_or(u32::MAX) }
    }

    /// How many there are.
    pub fn n(&self) -> u32 {
        self.n
    }

    /// The numbers, the smallest first.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        let (mut bytes, mut before) = (self.bytes.iter(), 0);
        std::iter::from_fn(move || {
            let (mut above, mut shift) = (0, 0);
            loop {
                let byte = *bytes.next()?;
                above |= u32::from(byte & 0x7f) << shift;
                if byte < 0x80 {
                    before += above;
                    return Some(before);
                }
                shift += 7;
            }
        })
    }

    /// How many are in both.
    pub fn common(&self, other: &Self) -> u32 {
        let (mut ours, mut theirs) = (self.iter(), other.iter());
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
            let [all, small] = [both.clone(), other.iter().copied().collect()].map(Cells::of);
            prop_assert_eq!(all.iter().collect::<Vec<_>>(), both);
            prop_assert_eq!((small.n() as usize, all.common(&small)), (other.len(), small.n()));
            prop_assert_eq!(small.common(&Cells::default()), 0);
        }
    }
}
