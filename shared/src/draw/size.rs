//! How many are asked, where an error is given: n = N / (1 + N·e²), in whole numbers, rounded up.

use std::str::FromStr;

/// The error that is put up with, as a decimal fraction between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error {
    /// The digits behind the point, as a number.
    part: u128,
    /// Ten to the number of these digits.
    whole: u128,
}

/// The text is no such fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a number between 0 and 1 with at most six digits behind the point, such as 0.05")]
pub struct NotAnError;

impl FromStr for Error {
    type Err = NotAnError;

    fn from_str(text: &str) -> Result<Self, NotAnError> {
        let digits = text.trim().split_once(['.', ',']).filter(|(before, _)| *before == "0").map(|it| it.1);
        let digits =
            digits.filter(|it| (1..=6).contains(&it.len()) && it.bytes().all(|b| b.is_ascii_digit()));
        let part = digits.and_then(|digits| digits.parse().ok()).filter(|part| *part > 0);
        let places = digits.map_or(0, str::len) as u32;
        part.map(|part| Self { part, whole: 10_u128.pow(places) }).ok_or(NotAnError)
    }
}

impl Error {
    /// How many of so many are to be asked.
    pub fn sample_of(self, all: usize) -> usize {
        let (all, whole) = (all as u128, self.whole * self.whole);
        let asked = (all * whole).div_ceil(whole + all * self.part * self.part);
        usize::try_from(asked).unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_those_computed_by_hand() {
        let of = |error: &str, all| error.parse::<Error>().unwrap().sample_of(all);
        // 1000 / (1 + 1000 · 0.0025) = 285.7…; 100 / 1.25 = 80 exactly; 10,000 / 26 = 384.6…; 1,034 / 11.34 = 91.18…
        assert_eq!(
            [of("0.05", 1_000), of("0,05", 100), of("0.05", 10_000), of("0.1", 1_034)],
            [286, 80, 385, 92]
        );
        assert_eq!(
            [of("0.05", 0), of("0.05", 1), of("0.000001", 100_000), of("0.999999", 3)],
            [0, 1, 100_000, 1]
        );
    }

    #[test]
    fn what_is_no_error_is_refused() {
        for text in
            ["", "5", "5%", "0", "0.", "0.0", "1.0", ".05", "-0.05", "0.0000001", "0.05.1", "0,5x", "1e-2"]
        {
            assert_eq!(text.parse::<Error>(), Err(NotAnError), "{text}");
        }
    }
}
