//! Words that are compared: composed, and without signs that nobody sees.

use unicode_normalization::UnicodeNormalization;

use super::{Book, Sheet};
use crate::problem::Problem;

/// The text composed (NFC): files from a Mac write `ệ` as three characters, Windows as one.
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// A word as it is compared, white space at its ends taken off; or which sign in it cannot be seen.
pub fn word(text: &str) -> Result<String, Problem> {
    let word = composed(text.trim_matches([' ', '\t', '\r', '\n']));
    let last = word.chars().count().saturating_sub(1);
    let unseen = word
        .chars()
        .enumerate()
        .find(|(at, sign)| is_unseen(*sign) || ((*at == 0 || *at == last) && sign.is_whitespace()));
    let Some((at, sign)) = unseen else { return Ok(word) };
    let seen: String = word.chars().filter(|sign| !is_unseen(*sign)).collect();
    let sign = format!("U+{:04X}", u32::from(sign));
    Err(Problem::new("cell.unseen").with("value", seen.trim()).with("sign", sign).with("number", at + 1))
}

/// Whether a person sees nothing of the text: it is empty, or blanks and signs that take no room are all that it has.
pub fn shows_nothing(text: &str) -> bool {
    text.chars().all(|sign| sign.is_whitespace() || is_unseen(sign))
}

/// Format characters (general category Cf) and others that take no room on the screen.
fn is_unseen(sign: char) -> bool {
    matches!(u32::from(sign),
        0xAD | 0x34F | 0x600..=0x605 | 0x61C | 0x6DD | 0x70F | 0x890..=0x891 | 0x8E2 | 0x115F..=0x1160
        | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164
        | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB | 0x110BD | 0x110CD | 0x13430..=0x1343F
        | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}

/// What a sheet is known by: ` Survey ` is `survey`.
fn key(name: &str) -> String {
    composed(name.trim()).to_lowercase()
}

impl Sheet {
    /// Whether the sheet is the one that is known by this name.
    pub fn is(&self, name: &str) -> bool {
        key(&self.name) == key(name)
    }
}

impl Book {
    /// The sheet that is known by this name.
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.is(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_composed() {
        for (written, known) in
            [("Sơ\u{309}", "Sở"), ("  yes\n", "yes"), ("Tie\u{302}\u{301}ng", "Tiếng"), ("a b", "a b")]
        {
            assert_eq!(word(written).as_deref(), Ok(known));
        }
    }

    #[test]
    fn what_nobody_sees_is_named_with_its_place() {
        for (written, sign, number) in [
            ("yes\u{200b}", "U+200B", "4"),
            ("\u{feff}yes", "U+FEFF", "1"),
            ("ye\u{ad}s", "U+00AD", "3"),
            ("\u{a0}yes", "U+00A0", "1"),
            ("yes\u{a0} ", "U+00A0", "4"),
            ("\u{202e}yes", "U+202E", "1"),
            ("yes\u{2066}", "U+2066", "4"),
            ("y\u{e0041}es", "U+E0041", "2"),
            ("yes\u{3000}", "U+3000", "4"),
        ] {
            let problem = word(written).unwrap_err();
            assert_eq!((problem.code.as_str(), &*problem.params["value"]), ("cell.unseen", "yes"));
            assert_eq!((&*problem.params["sign"], &*problem.params["number"]), (sign, number));
        }
    }

    #[test]
    fn a_text_of_signs_that_nobody_sees_shows_nothing() {
        for text in ["", "  ", "\u{ad}", " \u{200b}\u{a0}\t", "\u{feff}\u{2060}"] {
            assert!(shows_nothing(text), "{text:?}");
        }
        for text in ["x", "\u{ad}Sở", "-", "."] {
            assert!(!shows_nothing(text), "{text:?}");
        }
    }
}
