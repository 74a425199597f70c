//! Numbers kept small: each as what it is above the one before, in groups of seven bits. Those that rise slowly take a byte each; all
//! come back as they were, in whatever order.

/// Puts numbers behind what is there.
pub fn pack(numbers: impl IntoIterator<Item = u32>, bytes: &mut Vec<u8>) {
    let mut before = 0_u32;
    for number in numbers {
        let mut above = number.wrapping_sub(before);
        while above >= 0x80 {
            bytes.push(above.to_le_bytes()[0] | 0x80);
            above >>= 7;
        }
        bytes.push(above.to_le_bytes()[0]);
        before = number;
    }
}

/// The numbers of what was packed.
pub fn unpack(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let (mut bytes, mut before) = (bytes.iter(), 0_u32);
    std::iter::from_fn(move || {
        let (mut above, mut shift) = (0, 0);
        loop {
            let byte = *bytes.next()?;
            above |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                before = before.wrapping_add(above);
                return Some(before);
            }
            shift += 7;
        }
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_numbers_come_back_as_they_were(numbers in prop::collection::vec(any::<u32>(), 0..40)) {
            let mut bytes = vec![7];
            pack(numbers.iter().copied(), &mut bytes);
            prop_assert_eq!(unpack(&bytes[1..]).collect::<Vec<_>>(), numbers);
        }
    }

    #[test]
    fn what_rises_slowly_takes_a_byte_each() {
        let mut bytes = Vec::new();
        pack((0..100).map(|nth| nth * 127), &mut bytes);
        assert_eq!(bytes.len(), 100);
    }
}
