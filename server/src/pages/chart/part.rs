//! A part of a whole as a bar, beside the number that says the same.

use maud::{Markup, html};

/// How long the bar of the whole is.
const WHOLE: u64 = 200;

/// The bar of so many of all.
pub fn part(n: u64, all: u64) -> Markup {
    html! {
        svg.part xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (WHOLE) " 14" } preserveAspectRatio="none" aria-hidden="true" {
            rect.frame x="0" y="0" width=(WHOLE) height="14" fill="none" stroke="#999" {}
            rect.bar x="0" y="0" width=(long(n, all)) height="14" fill="#444" {}
        }
    }
}

/// What is not nothing is seen.
fn long(n: u64, all: u64) -> u64 {
    (n * WHOLE).checked_div(all).unwrap_or(0).max(u64::from(n > 0))
}

/// The share in percent, rounded to the nearest whole.
pub fn percent(n: u64, all: u64) -> Option<u64> {
    (200 * n + all).checked_div(2 * all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_part_and_never_nothing_for_something() {
        assert_eq!((long(1, 2), long(2, 2), long(0, 2), long(0, 0), long(1, 1_000)), (100, 200, 0, 0, 1));
    }

    #[test]
    fn percent_goes_to_the_nearest_whole_and_is_nothing_of_nothing() {
        assert_eq!(
            (percent(1, 3), percent(2, 3), percent(1, 8), percent(0, 9)),
            (Some(33), Some(67), Some(13), Some(0))
        );
        assert_eq!(percent(0, 0), None);
    }
}
