//! An amount of time, in the unit that a person would use.

use jiff::Timestamp;

/// An amount of time in the largest unit that fits, rounded down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// How many.
    pub n: u64,
    /// The key of the text that names so many.
    pub key: &'static str,
}

impl Amount {
    /// How long it is until then; none, where that is over.
    pub fn until(end: Timestamp, now: Timestamp) -> Self {
        Self::of(u64::try_from(end.as_millisecond() - now.as_millisecond()).unwrap_or_default())
    }

    /// So many milliseconds.
    pub fn of(ms: u64) -> Self {
        let seconds = ms / 1000;
        let (n, key) = match seconds {
            0..60 => (seconds, "common.time.seconds"),
            60..3600 => (seconds / 60, "common.time.minutes"),
            3600..86_400 => (seconds / 3600, "common.time.hours"),
            _ => (seconds / 86_400, "common.time.days"),
        };
        Self { n, key }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_said_in_the_largest_unit_that_fits() {
        for (ms, n, key) in [
            (999, 0, "common.time.seconds"),
            (59_999, 59, "common.time.seconds"),
            (180_000, 3, "common.time.minutes"),
            (7_300_000, 2, "common.time.hours"),
            (90_000_000, 1, "common.time.days"),
        ] {
            assert_eq!(Amount::of(ms), Amount { n, key }, "{ms}");
        }
    }
}
