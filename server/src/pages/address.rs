//! Addresses of pages, escaped.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Parts of a path, each escaped, behind a slash each.
pub fn path(parts: &[&str]) -> String {
    parts.iter().map(|part| format!("/{}", escaped(part))).collect()
}

/// What is asked behind the `?`, with it; nothing where nothing is.
pub fn asked(query: &[(&str, &str)]) -> String {
    let pairs: Vec<_> =
        query.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

/// A part of an address.
pub fn escaped(value: &str) -> String {
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    utf8_percent_encode(value, KEPT).to_string()
}
