//! How far a device's clock was from the server's.

use crate::amount::Amount;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_is_said_from_five_seconds_on() {
        for (ms, offset) in [
            (0, Offset::Right),
            (-4_999, Offset::Right),
            (59_999, Offset::Slow(Amount::of(59_999))),
            (-180_000, Offset::Fast(Amount::of(180_000))),
        ] {
            assert_eq!(Offset::of(ms), offset, "{ms}");
        }
    }
}
