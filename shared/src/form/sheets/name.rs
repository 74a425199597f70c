//! Names: of questions, lists and files, as XML takes them.

use crate::form::tree::{self, goes_on};

/// Whether it is a name that XML takes, perhaps with a prefix.
pub(super) fn is_name(text: &str) -> bool {
    let end = name(text);
    match text[end..].strip_prefix(':') {
        Some(rest) if end > 0 => name(rest) == rest.len() && !rest.is_empty(),
        _ => end > 0 && end == text.len(),
    }
}

/// How many bytes at the beginning are a name without a prefix.
pub(super) fn name(text: &str) -> usize {
    text.char_indices()
        .find(|(at, sign)| !(begins(*sign) || *at > 0 && goes_on(*sign)))
        .map_or(text.len(), |it| it.0)
}

/// The same with a prefix, where there is one.
pub(super) fn prefixed(text: &str) -> usize {
    let end = name(text);
    match text[end..].strip_prefix(':').map(name) {
        Some(rest) if end > 0 && rest > 0 => end + 1 + rest,
        _ => end,
    }
}

/// pyxform leaves out U+00C0 to U+00D6, which XML takes.
fn begins(sign: char) -> bool {
    !matches!(sign, '\u{c0}'..='\u{d6}') && tree::begins(sign)
}

/// The name of a file without its ending, and the ending with its point.
pub(super) fn split_ending(file: &str) -> (&str, &str) {
    let from = file.rfind('/').map_or(0, |at| at + 1);
    let bare = file[from..].trim_start_matches('.');
    match bare.rfind('.') {
        Some(at) => file.split_at(file.len() - bare.len() + at),
        None => (file, ""),
    }
}

/// Endings of files that hold choices.
pub(super) const FILES: [&str; 3] = [".xml", ".csv", ".geojson"];

/// `yes` and `no` as they may be written.
pub(super) fn yes_no(text: &str) -> Option<bool> {
    match text {
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "true()" => Some(true),
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "false()" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_begins_with_a_letter() {
        for (text, right) in [
            ("a", true),
            ("_1", true),
            ("a-b.c", true),
            ("a:b", true),
            ("1a", false),
            ("a b", false),
            ("a:", false),
            (":a", false),
            ("a:b:c", false),
            ("", false),
            ("tên", true),
            ("đ", true),
            ("Á", false),
        ] {
            assert_eq!(is_name(text), right, "{text}");
        }
    }

    #[test]
    fn an_ending_is_the_last_one() {
        for (file, split) in
            [("a.csv", ("a", ".csv")), ("a.b.xml", ("a.b", ".xml")), ("a", ("a", "")), (".csv", (".csv", ""))]
        {
            assert_eq!(split_ending(file), split);
        }
    }
}
