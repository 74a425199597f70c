//! Which texts are answers to a question of each kind.

use crate::form::Kind;
use crate::form::is_day;

/// The largest integer that every reader of JSON keeps exactly: 2^53 - 1.
const MAX_INTEGER: i64 = 9_007_199_254_740_991;

/// The digits that a binary number keeps exactly.
const MAX_DIGITS: usize = 15;

/// Whether a text that is not empty is an answer of this kind, among these options where it is a choice.
pub(in crate::form) fn fits(kind: &Kind, text: &str, options: &[String]) -> bool {
    let is_option = |name: &str| options.iter().any(|option| option == name);
    match kind {
        Kind::Integer => text.parse::<i64>().is_ok_and(|n| n.abs() <= MAX_INTEGER && !text.starts_with('+')),
        Kind::Decimal => is_decimal(text),
        Kind::Date => is_day(text),
        Kind::SelectOne(_) => is_option(text),
        Kind::SelectMultiple(_) => {
            let mut chosen: Vec<_> = text.split_ascii_whitespace().collect();
            let count = chosen.len();
            chosen.sort_unstable();
            chosen.dedup();
            chosen.len() == count && chosen.into_iter().all(is_option)
        }
        Kind::Note => false,
        Kind::Text
        | Kind::Calculate
        | Kind::Start
        | Kind::End
        | Kind::Today
        | Kind::DeviceId
        | Kind::Username => true,
    }
}

fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(fraction) && whole.len() + fraction.len() <= MAX_DIGITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_takes_only_its_own_texts() {
        let options = ["a", "b"].map(str::to_owned);
        let one = Kind::SelectOne("ab".to_owned());
        let several = Kind::SelectMultiple("ab".to_owned());
        for (kind, right, wrong) in [
            (
                &Kind::Integer,
                &["0", "-12", "9007199254740991"][..],
                &["1.0", "+1", "x", "9007199254740992"][..],
            ),
            (&Kind::Decimal, &["0", "-1.50", "12"], &["1,5", ".5", "5.", "1e3", "1234567890.1234567", "--1"]),
            (&Kind::Date, &["2019-11-05"], &["5/11/2019", "2019-02-30", "2019-11-05T00:00:00Z"]),
            (&one, &["a"], &["c", "a b"]),
            (&several, &["a", "b a"], &["a c", "a a"]),
            (&Kind::Text, &["quê hương"], &[]),
            (&Kind::Note, &[], &["x"]),
        ] {
            for text in right {
                assert!(fits(kind, text, &options), "{kind:?} {text}");
            }
            for text in wrong {
                assert!(!fits(kind, text, &options), "{kind:?} {text}");
            }
        }
    }
}
