//! For how long nothing has come from an interviewer.

use jiff::Timestamp;

/// After so many days the table points it out.
const LONG_DAYS: i64 = 3;

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// For how long nothing has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// Nothing ever came.
    Never,
    /// What is there was not sent by the person: it came from a file.
    Imported,
    /// For so many whole days.
    Days {
        /// Whole days, at least 1.
        days: i64,
        /// Long enough to ask.
        long: bool,
    },
    /// Something came within a day.
    Recent,
}

impl Silence {
    /// The silence at `now` after a last sign at `last`, of somebody from whom `received` ballots are there.
    pub fn since(last: Option<Timestamp>, received: u32, now: Timestamp) -> Self {
        let Some(last) = last else { return if received == 0 { Self::Never } else { Self::Imported } };
        match (now.as_second() - last.as_second()) / DAY_SECONDS {
            ..=0 => Self::Recent,
            days => Self::Days { days, long: days >= LONG_DAYS },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_days_are_counted() {
        let at = |hours: i64| Timestamp::from_second(hours * 3600).unwrap();
        assert_eq!(Silence::since(None, 0, at(0)), Silence::Never);
        assert_eq!(Silence::since(None, 7, at(0)), Silence::Imported);
        assert_eq!(Silence::since(Some(at(0)), 7, at(23)), Silence::Recent);
        assert_eq!(Silence::since(Some(at(0)), 7, at(47)), Silence::Days { days: 1, long: false });
        assert_eq!(Silence::since(Some(at(0)), 7, at(72)), Silence::Days { days: 3, long: true });
        assert_eq!(Silence::since(Some(at(5)), 7, at(0)), Silence::Recent);
    }
}
