//! How long ago something was, as people say it.

use jiff::Timestamp;
use shared::message::{Language, text};

const MINUTE_S: i64 = 60;
const HOUR_S: i64 = 60 * MINUTE_S;
const DAY_S: i64 = 24 * HOUR_S;

/// How long before `now` it was. A clock that was set back makes it "just now".
pub fn ago(language: Language, at: Timestamp, now: Timestamp) -> String {
    let seconds = now.as_second() - at.as_second();
    let (key, n) = match seconds {
        ..MINUTE_S => return text(language, "field.ago-now", &[]),
        MINUTE_S..HOUR_S => ("field.ago-minutes", seconds / MINUTE_S),
        HOUR_S..DAY_S => ("field.ago-hours", seconds / HOUR_S),
        DAY_S.. => ("field.ago-days", seconds / DAY_S),
    };
    text(language, key, &[("n", &n.to_string())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_told_in_the_largest_whole_unit() {
        let now = Timestamp::from_second(1_000_000).expect("a time");
        for (seconds, vi, en) in [
            (-5, "vừa xong", "just now"),
            (59, "vừa xong", "just now"),
            (60, "1 phút trước", "1 minute ago"),
            (3_599, "59 phút trước", "59 minutes ago"),
            (7_300, "2 giờ trước", "2 hours ago"),
            (86_400, "1 ngày trước", "1 day ago"),
            (500_000, "5 ngày trước", "5 days ago"),
        ] {
            let at = Timestamp::from_second(1_000_000 - seconds).expect("a time");
            assert_eq!(ago(Language::Vi, at, now), vi);
            assert_eq!(ago(Language::En, at, now), en);
        }
    }
}
