//! How far a device's clock was from the server's, in the unit that a person would use.

/// Below this nobody notices.
const RIGHT_MS: u64 = 5_000;

/// How far a device's clock was off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offset {
    /// Not worth a word.
    Right,
    /// It was behind the server's.
    Slow(Amount),
    /// It was ahead of the server's.
    Fast(Amount),
}

/// An amount of time in the largest unit that fits, rounded down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// How many.
    pub n: u64,
    /// Of what: the key of its name behind `office.time.`.
    pub unit: &'static str,
}

impl Offset {
    /// From server clock minus device clock.
    pub fn of(server_minus_device_ms: i64) -> Self {
        let size = server_minus_device_ms.unsigned_abs();
        match server_minus_device_ms {
            _ if size < RIGHT_MS => Self::Right,
            1.. => Self::Slow(Amount::of(size)),
            _ => Self::Fast(Amount::of(size)),
        }
    }
}

impl Amount {
    fn of(ms: u64) -> Self {
        let seconds = ms / 1000;
        match seconds {
            0..60 => Self { n: seconds, unit: "seconds" },
            60..3600 => Self { n: seconds / 60, unit: "minutes" },
            3600..86_400 => Self { n: seconds / 3600, unit: "hours" },
            _ => Self { n: seconds / 86_400, unit: "days" },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_is_said_in_the_unit_that_fits() {
        for (ms, offset) in [
            (0, Offset::Right),
            (-4_999, Offset::Right),
            (59_999, Offset::Slow(Amount { n: 59, unit: "seconds" })),
            (-180_000, Offset::Fast(Amount { n: 3, unit: "minutes" })),
            (7_300_000, Offset::Slow(Amount { n: 2, unit: "hours" })),
            (-90_000_000, Offset::Fast(Amount { n: 1, unit: "days" })),
        ] {
            assert_eq!(Offset::of(ms), offset, "{ms}");
        }
    }
}
