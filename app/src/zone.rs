//! Moments in the campaign's time zone. Viet Nam has one offset and no summer time, so no table of zones travels with the app.

use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use shared::message;

/// Viet Nam's zone.
pub const VIET_NAM: &str = "Asia/Ho_Chi_Minh";

/// The zones of Viet Nam's offset, by their IANA names.
const PLUS_SEVEN: [&str; 5] = [VIET_NAM, "Asia/Saigon", "Asia/Bangkok", "Asia/Vientiane", "Asia/Phnom_Penh"];

/// A moment as people write it, in the zone; in another zone than Viet Nam's in UTC, which it then says.
pub fn local(at: Timestamp, zone: &str) -> String {
    if PLUS_SEVEN.contains(&zone) {
        written(at, Offset::constant(7))
    } else {
        format!("{} UTC", written(at, Offset::UTC))
    }
}

/// The day of a moment as machines write it, in the same zone.
pub fn iso_day(at: Timestamp, zone: &str) -> String {
    let offset = if PLUS_SEVEN.contains(&zone) { Offset::constant(7) } else { Offset::UTC };
    at.to_zoned(TimeZone::fixed(offset)).date().to_string()
}

/// The day by which people know an end, as they write it: the one before whose midnight something is over.
pub fn last_day(end: Timestamp, zone: &str) -> String {
    message::date(&iso_last_day(end, zone))
}

/// The same as machines write it.
pub fn iso_last_day(end: Timestamp, zone: &str) -> String {
    iso_day(end - SignedDuration::from_secs(1), zone)
}

fn written(at: Timestamp, offset: Offset) -> String {
    message::date_time(&at.to_zoned(TimeZone::fixed(offset)).datetime().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_shown_in_the_campaigns_zone() {
        let at: Timestamp = "2026-11-22T18:05:59Z".parse().unwrap();
        assert_eq!(local(at, "Asia/Ho_Chi_Minh"), "01:05 23/11/2026");
        assert_eq!(local(at, "Europe/Paris"), "18:05 22/11/2026 UTC");
        assert_eq!(iso_day(at, VIET_NAM), "2026-11-23");
        assert_eq!(iso_day(at, "Europe/Paris"), "2026-11-22");
    }

    #[test]
    fn an_end_at_midnight_is_known_by_the_day_before() {
        let midnight: Timestamp = "2026-11-22T17:00:00Z".parse().unwrap();
        assert_eq!(last_day(midnight, VIET_NAM), "22/11/2026");
        assert_eq!(iso_last_day(midnight + SignedDuration::from_secs(1), VIET_NAM), "2026-11-23");
    }
}
