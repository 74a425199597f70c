//! The part of an address behind the `?`: what a view shows, so that it can be sent to a colleague.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stands behind the `?`, by name.
pub struct Query(BTreeMap<String, String>);

impl Query {
    /// Reads `a=1&b=2`; what has no value is as if it were absent.
    pub fn read(text: &str) -> Self {
        let pairs = text.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
        let said = pairs.filter(|(_, value)| !value.is_empty());
        Self(shared::filled::map(said.map(|(name, value)| (name.to_owned(), unescaped(value)))))
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }
}

/// Writes names and values; empty values are left out.
pub fn write(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", escaped(value)))
        .collect();
    pairs.join("&")
}

/// A name or value as an address writes it: only what means nothing there stands as it is.
pub(super) fn escaped(value: &str) -> String {
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    utf8_percent_encode(value, KEPT).to_string()
}

pub(super) fn unescaped(value: &str) -> String {
    percent_decode_str(value).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let text = write(&[("form", "P1"), ("place", ""), ("status", "pending")]);
        assert_eq!(text, "form=P1&status=pending");
        let query = Query::read(&format!("?{text}&odd&empty="));
        assert_eq!(query.get("form").as_deref(), Some("P1"));
        assert_eq!(query.get("status").as_deref(), Some("pending"));
        assert_eq!((query.get("place"), query.get("odd"), query.get("empty")), (None, None, None));
    }

    #[test]
    fn a_value_is_read_back_whatever_it_holds() {
        for value in ["P1&status=valid", "100%", "%26", "a%2526&b", "a+b = c#d?e", "Đợt 1"] {
            let text = write(&[("place", value), ("form", "P1")]);
            assert!(!text.contains(['#', '?', ' ', '+']), "{text}");
            let query = Query::read(&text);
            assert_eq!(query.get("place").as_deref(), Some(value), "{text}");
            assert_eq!(query.get("form").as_deref(), Some("P1"), "{text}");
        }
    }
}
