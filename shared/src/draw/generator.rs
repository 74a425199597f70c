//! The generator of all draws, written down so that it never changes: xoshiro256** by Blackman and Vigna, begun by SplitMix64.

/// Random numbers that follow from a seed.
#[derive(Clone, Debug)]
pub struct Generator([u64; 4]);

impl Generator {
    /// Begins with a seed.
    pub fn of(seed: u64) -> Self {
        let mut state = seed;
        Self(std::array::from_fn(|_| split_mix(&mut state)))
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        let s = &mut self.0;
        let result = s[1].wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let shifted = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= shifted;
        s[3] = s[3].rotate_left(45);
        result
    }

    /// A number below `n`, each as likely as the others; `n` is not 0.
    pub fn below(&mut self, n: u64) -> u64 {
        // Lemire's way: the upper half of a product, and again where the lower half falls into the uneven rest.
        let uneven = n.wrapping_neg() % n;
        loop {
            let product = u128::from(self.bits()) * u128::from(n);
            let [low, high] = [product as u64, (product >> 64) as u64];
            if low >= uneven {
                return high;
            }
        }
    }
}

fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_gives_the_numbers_of_its_authors() {
        let mut state = 1_234_567;
        assert_eq!(
            [(); 3].map(|()| split_mix(&mut state)),
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
        let mut generator = Generator([1, 2, 3, 4]);
        assert_eq!([(); 4].map(|()| generator.bits()), [11_520, 0, 1_509_978_240, 1_215_971_899_390_074_240]);
    }

    #[test]
    fn each_number_below_is_as_likely_as_the_others() {
        let (mut generator, mut seen) = (Generator::of(7), [0_u32; 5]);
        (0..50_000).for_each(|_| seen[usize::try_from(generator.below(5)).unwrap()] += 1);
        assert!(seen.iter().all(|n| (9_600..10_400).contains(n)), "{seen:?}");
        assert_eq!(generator.below(1), 0);
    }
}
