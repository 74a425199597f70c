//! What an answer of the server says besides its body: which store answered, and what time it is there.

use uuid::Uuid;

/// A device's clock may be off by so much before people are told.
const RIGHT_WITHIN_MS: i64 = 5 * 60 * 1000;

/// The header `Date` names whole seconds.
const DATE_STEP_MS: i64 = 1000;

/// What an answer of the server says besides its body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// What [`Machine::epoch`](super::Machine::epoch) gave when the request was made.
    pub known: Option<Uuid>,
    /// The header [`EPOCH`](crate::wire::EPOCH), as it stands. Only a server of Parindex sets it.
    pub epoch: Option<String>,
    /// When the request was made, by the device's clock.
    pub asked_ms: u64,
    /// The header `Date`, in milliseconds since 1970.
    pub date_ms: Option<u64>,
}

impl Heard {
    /// The epoch that the answer names.
    pub(super) fn epoch(&self) -> Option<Uuid> {
        self.epoch.as_deref().and_then(|text| text.trim().parse().ok())
    }

    /// The epoch under which the answer was given: one that names none comes from the store known when it was asked.
    pub(super) fn given_under(&self) -> Option<Uuid> {
        self.epoch().or(self.known)
    }

    /// How far the device's clock is surely ahead of the server's (behind: below 0), if the answer tells and it is
    /// worth telling. The server's clock was read between the asking and now.
    pub(super) fn clock_off_ms(&self, now_ms: u64) -> Option<Option<i64>> {
        let date_ms = self.date_ms.filter(|_| self.epoch().is_some())?.cast_signed();
        let least = self.asked_ms.cast_signed() - date_ms - DATE_STEP_MS;
        let most = now_ms.cast_signed() - date_ms;
        let off_ms = if least > 0 { least } else { most.min(0) };
        Some(Some(off_ms).filter(|off_ms| off_ms.abs() > RIGHT_WITHIN_MS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: u64 = 1_800_000_000_000;
    const MINUTE: u64 = 60_000;

    /// What is made of an answer that was asked for at noon and comes after so long.
    fn off_ms(date_ms: u64, after_ms: u64) -> Option<Option<i64>> {
        let epoch = Some(Uuid::from_u128(7).to_string());
        let heard = Heard { epoch, asked_ms: NOON, date_ms: Some(date_ms), known: None };
        heard.clock_off_ms(NOON + after_ms)
    }

    #[test]
    fn a_clock_within_five_minutes_is_right() {
        for date_ms in [NOON, NOON - 5 * MINUTE, NOON - 5 * MINUTE - 1000, NOON + 5 * MINUTE] {
            assert_eq!(off_ms(date_ms, 0), Some(None), "{date_ms}");
        }
    }

    #[test]
    fn a_clock_that_is_off_is_off_by_what_is_sure() {
        assert_eq!(off_ms(NOON - 60 * MINUTE, 0), Some(Some(3_599_000)));
        assert_eq!(off_ms(NOON + 60 * MINUTE, 0), Some(Some(-3_600_000)));
        assert_eq!(off_ms(NOON - 60 * MINUTE, 9 * MINUTE), Some(Some(3_599_000)), "asked at noon");
        assert_eq!(off_ms(NOON + 60 * MINUTE, 9 * MINUTE), Some(Some(-3_060_000)), "answered at 12:09");
    }

    #[test]
    fn an_answer_under_way_for_long_accuses_no_clock() {
        assert_eq!(off_ms(NOON + 9 * MINUTE, 10 * MINUTE), Some(None));
    }

    #[test]
    fn only_the_server_tells_the_time() {
        let portal = Heard { date_ms: Some(0), asked_ms: NOON, ..Heard::default() };
        assert_eq!(portal.clock_off_ms(NOON), None);
        let silent = Heard { epoch: Some(Uuid::from_u128(7).to_string()), ..Heard::default() };
        assert_eq!(silent.clock_off_ms(NOON), None);
    }
}
