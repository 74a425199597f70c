//! A cell that no spreadsheet runs. Excel takes for a formula what begins with `=`, `+`, `-` or `@`, also within quotes: such
//! a text gets an apostrophe before it, and so does a text that has one already, so that taking one off gives back every
//! value. Numbers stay as they are.

use std::borrow::Cow;

/// What stands before a text that is to be harmless.
const GUARD: char = '\'';
/// How formulas begin, in full width too, which East Asian spreadsheets read likewise.
const FORMULAS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The text as it stands in a cell.
pub fn guarded(text: &str) -> Cow<'_, str> {
    let begins = |c: char| FORMULAS.contains(&c) || c == GUARD;
    let dangerous =
        text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control()).starts_with(begins);
    if dangerous && !is_number(text) { Cow::Owned(format!("{GUARD}{text}")) } else { Cow::Borrowed(text) }
}

/// The text that a cell stands for.
pub fn value(cell: &str) -> &str {
    cell.strip_prefix(GUARD).unwrap_or(cell)
}

fn is_number(text: &str) -> bool {
    let (whole, part) =
        text.strip_prefix('-').unwrap_or(text).split_once('.').map_or((text, "0"), |both| both);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole.strip_prefix('-').unwrap_or(whole)) && digits(part)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_text_and_numbers_stay() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+84912345678", "'+84912345678"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            (" \r\n=cmd|' /C calc'!A0", "' \r\n=cmd|' /C calc'!A0"),
            ("＝1", "'＝1"),
            ("-", "'-"),
            ("--1", "'--1"),
            ("-1.", "'-1."),
            ("'quoted'", "''quoted'"),
            ("-5", "-5"),
            ("-5.25", "-5.25"),
            ("0912", "0912"),
            ("Xã Đồng Phúc", "Xã Đồng Phúc"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), cell);
            assert_eq!(value(cell), text);
        }
    }

    proptest! {
        #[test]
        fn every_value_is_read_back_and_none_begins_a_formula(text in "[=+@' \t\r\n\\-]{0,2}.{0,6}") {
            let cell = guarded(&text).into_owned();
            prop_assert_eq!(value(&cell), &text);
            let first = cell.chars().next().unwrap_or('x');
            prop_assert!(!FORMULAS.contains(&first) || is_number(&cell), "{:?}", cell);
        }
    }
}
