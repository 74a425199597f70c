//! Whether the fieldwork will be done by its last day. The rule, in whole numbers alone:
//!
//! - **Missing** is what is planned less what counts, form by form and place by place: more than planned at one makes up for no other.
//! - **The pace** is how many ballots that count arrived on the last seven whole days before today, or on as many as there were since
//!   the survey opened.
//! - **Needed a day** is what is missing divided by the days left, today and the last one among them, rounded up.
//! - **The forecast** is the day on which at that pace nothing is missing any more: from today on as many days as missing ballots take,
//!   rounded up. By the last day as many will be missing as remain of them, what the pace brings being rounded down.

use jiff::civil::Date;

/// The days over which the pace is measured.
const WINDOW: i64 = 7;

/// What is known of the fieldwork.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Its first day.
    pub opens: Date,
    /// Its last day.
    pub closes: Date,
    /// Today.
    pub today: Date,
    /// How many ballots are missing.
    pub missing: u32,
}

/// How fast it goes, and where to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The whole days over which it was measured; 0 on the first day and before.
    pub days: u32,
    /// The ballots that counted on those.
    pub ballots: u32,
    /// The days left, today among them; 0 after the last.
    pub left: u32,
    /// How many ballots a day are needed; `None` where no day is left.
    pub needed: Option<u32>,
    /// The day on which nothing is missing any more; `None` where no pace leads there.
    pub done: Option<Date>,
    /// How many will be missing after the last day.
    pub missing_then: u32,
}

/// Computes it; `counted` gives how many ballots that count arrived on a day.
pub fn pace(known: Known, counted: impl Fn(Date) -> u32) -> Pace {
    let Known { opens, closes, today, missing } = known;
    let day = |days: i64| today.checked_add(jiff::Span::new().try_days(days).ok()?).ok();
    let since = days_between(opens, today);
    let window: Vec<Date> = (1..=since.clamp(0, WINDOW)).filter_map(|back| day(-back)).collect();
    let days = u32::try_from(window.len()).unwrap_or(0);
    let ballots: u32 = window.into_iter().map(counted).sum();
    // Before the first day all of its days are left.
    let left = u32::try_from((days_between(today.max(opens), closes) + 1).max(0)).unwrap_or(0);
    let needed = (left > 0).then(|| missing.div_ceil(left.max(1)));
    let brought = (u64::from(ballots) * u64::from(left)).checked_div(u64::from(days)).unwrap_or(0);
    let done = match (missing, ballots) {
        (0, _) | (_, 0) => None,
        _ => day((u64::from(missing) * u64::from(days)).div_ceil(u64::from(ballots)).cast_signed() - 1),
    };
    let missing_then = missing.saturating_sub(u32::try_from(brought).unwrap_or(u32::MAX));
    Pace { days, ballots, left, needed, done, missing_then }
}

fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn known(today: &str, missing: u32) -> Known {
        Known { opens: day("2026-10-01"), closes: day("2026-10-31"), today: day(today), missing }
    }

    /// By hand: 70 in seven days are ten a day; 105 missing take 10.5 days, so eleven with the 20th as the first: the 30th. Twelve days are
    /// left, which bring 120. 105 in twelve days are 8.75, so nine a day.
    #[test]
    fn a_pace_of_ten_a_day_takes_eleven_days_for_a_hundred_and_five() {
        let it = pace(known("2026-10-20", 105), |_| 10);
        assert_eq!((it.days, it.ballots, it.left, it.needed), (7, 70, 12, Some(9)));
        assert_eq!((it.done, it.missing_then), (Some(day("2026-10-30")), 0));
    }

    /// By hand: ten in seven days; 100 missing take 70 days, the 70th from the 20th of October is the 28th of December. Twelve days bring
    /// 17 (120 / 7 = 17.1), 83 are missing then.
    #[test]
    fn where_it_is_too_slow_the_day_lies_behind_the_last_and_what_will_be_missing_is_said() {
        let on = [day("2026-10-15"), day("2026-10-19")];
        let it = pace(known("2026-10-20", 100), |day| if on.contains(&day) { 5 } else { 0 });
        assert_eq!((it.ballots, it.needed, it.done), (10, Some(9), Some(day("2026-12-28"))));
        assert_eq!(it.missing_then, 83);
    }

    #[test]
    fn today_and_what_is_older_than_a_week_count_for_no_pace() {
        let far = [day("2026-10-20"), day("2026-10-12")];
        let it = pace(known("2026-10-20", 50), |day| if far.contains(&day) { 100 } else { 0 });
        assert_eq!((it.ballots, it.done, it.missing_then), (0, None, 50), "no pace leads there");
    }

    #[test]
    fn the_first_days_are_measured_over_as_many_as_there_were() {
        let it = pace(known("2026-10-03", 60), |_| 4);
        assert_eq!((it.days, it.ballots, it.left, it.needed), (2, 8, 29, Some(3)));
        // 60 at four a day are fifteen days, the 3rd the first.
        assert_eq!((it.done, it.missing_then), (Some(day("2026-10-17")), 0));
        for today in ["2026-10-01", "2026-09-20"] {
            let it = pace(known(today, 62), |_| 4);
            assert_eq!((it.days, it.left, it.needed, it.done), (0, 31, Some(2), None), "{today}");
        }
    }

    #[test]
    fn after_the_last_day_nothing_is_needed_a_day_and_what_is_missing_stays_missing() {
        let it = pace(known("2026-11-01", 9), |_| 4);
        assert_eq!((it.left, it.needed, it.missing_then), (0, None, 9));
        let last = pace(known("2026-10-31", 9), |_| 4);
        assert_eq!((last.left, last.needed, last.missing_then), (1, Some(9), 5));
    }

    #[test]
    fn what_is_complete_needs_nothing() {
        let it = pace(known("2026-10-20", 0), |_| 10);
        assert_eq!((it.needed, it.done, it.missing_then), (Some(0), None, 0));
    }
}
