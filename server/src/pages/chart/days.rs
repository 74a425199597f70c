//! The chart of the fieldwork: a bar for each day, filled as far as ballots count, hollow above for the others; a broken line for how many
//! a day are needed. Told apart by shape alone, so that it reads the same in print; a table beside it says the same.

use jiff::civil::Date;
use maud::{Markup, html};

/// Room for the bars.
const HEIGHT: u32 = 140;
/// Room above them for a number, and below for a day.
const ABOVE: u32 = 18;
const BELOW: u32 = 34;
/// Room for a day, and how much of it the bar takes.
const COLUMN: u32 = 28;
const BAR: u32 = 20;

/// A day: how many ballots of it count, and how many came.
#[derive(Clone, Copy, Debug)]
pub struct Day {
    /// The day.
    pub day: Date,
    /// Those that count.
    pub valid: u32,
    /// All that came.
    pub received: u32,
}

/// The chart of these days; `needed` ballots a day, where any are.
pub fn chart(days: &[Day], needed: Option<u32>) -> Markup {
    let most = days.iter().map(|day| day.received).chain(needed).max().unwrap_or(0).max(1);
    let width = COLUMN * u32::try_from(days.len()).unwrap_or(1).max(1);
    let ground = ABOVE + HEIGHT;
    html! {
        svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (width) " " (ground + BELOW) } font-size="12" {
            @for (day, left) in days.iter().zip((0..).map(|nth| nth * COLUMN)) {
                @let (all, valid) = (long(day.received, most), long(day.valid, most));
                @let bar = left + (COLUMN - BAR) / 2;
                @if day.received > 0 {
                    rect.frame x=(bar) y=(ground - all) width=(BAR) height=(all) fill="none" stroke="#999" {}
                    rect.bar x=(bar) y=(ground - valid) width=(BAR) height=(valid) fill="#444" {}
                    text x=(left + COLUMN / 2) y=(ground - all - 4) text-anchor="middle" { (day.received) }
                }
                text x=(left + COLUMN / 2) y=(ground + 14) text-anchor="middle" { (day.day.day()) }
                // The month, below its first day that is shown.
                @if left == 0 || day.day.day() == 1 {
                    text x=(left + 4) y=(ground + 29) { "/" (day.day.month()) }
                }
            }
            line.ground x1="0" x2=(width) y1=(ground) y2=(ground) stroke="#999" {}
            @if let Some(needed) = needed.filter(|needed| *needed > 0) {
                @let at = ground - long(needed, most);
                line.needed x1="0" x2=(width) y1=(at) y2=(at) stroke="#444" stroke-width="2" stroke-dasharray="6 4" {}
            }
        }
    }
}

/// How long the bar of so many is; what is not nothing is seen.
fn long(n: u32, most: u32) -> u32 {
    let long = u64::from(n) * u64::from(HEIGHT) / u64::from(most);
    u32::try_from(long).unwrap_or(HEIGHT).max(u32::from(n > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_part_of_the_longest_and_one_ballot_is_seen() {
        assert_eq!((long(50, 100), long(100, 100), long(0, 100)), (HEIGHT / 2, HEIGHT, 0));
        assert_eq!(long(1, 100_000), 1);
    }

    #[test]
    fn what_is_needed_is_drawn_inside_also_where_less_came() {
        let days = [Day { day: "2026-10-01".parse().unwrap(), valid: 1, received: 2 }];
        let drawn = chart(&days, Some(8)).into_string();
        assert!(drawn.contains(&format!("y1=\"{ABOVE}\"")), "at the top: {drawn}");
        assert!(drawn.contains(">2<") && !chart(&days, None).into_string().contains("needed"));
    }
}
