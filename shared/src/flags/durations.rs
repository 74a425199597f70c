//! How long ballots of a form take, by the way in which they came: a median that a few cheats do not move.

use std::collections::BTreeMap;

/// How often each duration was seen, in seconds.
#[derive(Clone, Debug, Default)]
pub(super) struct Durations {
    seen: BTreeMap<i64, u32>,
    n: u32,
}

impl Durations {
    /// One more.
    pub fn add(&mut self, seconds: i64) {
        *self.seen.entry(seconds).or_default() += 1;
        self.n += 1;
    }

    /// What half of them took at most, where there are so many.
    pub fn median(&self, least: u32) -> Option<i64> {
        let (half, mut below) = (self.n.div_ceil(2), 0);
        let at = self.seen.iter().find(|(_, n)| {
            below += *n;
            below >= half
        });
        at.filter(|_| self.n >= least.max(1)).map(|(seconds, _)| *seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_stays_where_most_are() {
        let mut durations = Durations::default();
        [600, 1200, 660].into_iter().for_each(|it| durations.add(it));
        assert_eq!((durations.median(3), durations.median(4)), (Some(660), None));
        durations.add(1);
        assert_eq!(durations.median(4), Some(600));
        assert_eq!(Durations::default().median(0), None);
    }
}
