//! How long until something, as people say it.

use jiff::Timestamp;
use shared::message::{Language, text};

const MINUTE_S: i64 = 60;
const HOUR_S: i64 = 60 * MINUTE_S;

/// How long after `now` it is: the minute that has begun counts, and what is due comes "in a moment".
pub fn until(language: Language, at: Timestamp, now: Timestamp) -> String {
    let seconds = at.as_second() - now.as_second();
    let (key, n) = match seconds {
        ..MINUTE_S => return text(language, "field.until-now", &[]),
        MINUTE_S..HOUR_S => ("field.until-minutes", (seconds + MINUTE_S - 1) / MINUTE_S),
        HOUR_S.. => ("field.until-hours", (seconds + HOUR_S - 1) / HOUR_S),
    };
    text(language, key, &[("n", &n.to_string())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_comes_in_a_moment_and_the_rest_is_told_in_minutes_or_hours() {
        let now = Timestamp::from_second(1_000_000).expect("a time");
        for (seconds, vi, en) in [
            (-70, "ngay", "in a moment"),
            (0, "ngay", "in a moment"),
            (59, "ngay", "in a moment"),
            (60, "sau 1 phút", "in 1 minute"),
            (121, "sau 3 phút", "in 3 minutes"),
            (3_600, "sau 1 giờ", "in 1 hour"),
            (3_601, "sau 2 giờ", "in 2 hours"),
        ] {
            let at = Timestamp::from_second(1_000_000 + seconds).expect("a time");
            assert_eq!(until(Language::Vi, at, now), vi);
            assert_eq!(until(Language::En, at, now), en);
        }
    }
}
