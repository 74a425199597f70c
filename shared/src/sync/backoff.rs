//! How long to wait after a failure: doubling, capped, and spread so that tablets do not come back all at once.

use super::Config;

/// A small generator of well-spread numbers (splitmix64); the seed is a parameter, so that a run can be repeated.
#[derive(Clone, Debug)]
pub struct Jitter(u64);

impl Jitter {
    /// Starts from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    #[expect(clippy::should_implement_trait, reason = "it never ends")]
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// The wait after so many failures in a row: between half of the doubled wait and all of it.
    pub fn wait_ms(&mut self, failures: u32, config: &Config) -> u64 {
        let doubled = config.first_wait_ms.saturating_mul(1 << failures.saturating_sub(1).min(20));
        let longest = doubled.min(config.longest_wait_ms);
        let shortest = longest / 2;
        shortest + self.next() % (longest - shortest + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_cap_and_never_fall_below_half() {
        let config = Config::default();
        let mut jitter = Jitter::new(7);
        for (failures, longest) in [(0, 1000), (1, 1000), (2, 2000), (3, 4000), (5, 16_000), (6, 30_000)] {
            let waits: Vec<u64> = (0..2000).map(|_| jitter.wait_ms(failures, &config)).collect();
            let (least, most) = (*waits.iter().min().unwrap(), *waits.iter().max().unwrap());
            assert!(least >= longest / 2 && most <= longest, "{failures}: {least}..{most}");
            assert!(most - least > longest / 2 * 9 / 10, "{failures}: hardly spread, {least}..{most}");
        }
        assert!(jitter.wait_ms(u32::MAX, &config) <= config.longest_wait_ms);
    }

    #[test]
    fn two_tablets_do_not_wait_alike_but_one_seed_always_does() {
        let config = Config::default();
        let waits = |seed| {
            let mut jitter = Jitter::new(seed);
            (1..9).map(|n| jitter.wait_ms(n, &config)).collect::<Vec<_>>()
        };
        assert_eq!(waits(1), waits(1));
        assert_ne!(waits(1), waits(2));
    }

    #[test]
    fn the_generator_is_splitmix64() {
        let mut jitter = Jitter::new(1_234_567);
        assert_eq!([jitter.next(), jitter.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }
}
