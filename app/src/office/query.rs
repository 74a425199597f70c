//! The part of an address behind the `?`: what a view shows, so that it can be sent to a colleague.

use std::collections::BTreeMap;

/// What stands behind the `?`, by name. Values are codes and account names, so nothing is escaped.
pub struct Query(BTreeMap<String, String>);

impl Query {
    /// Reads `a=1&b=2`; what has no value is as if it were absent.
    pub fn read(text: &str) -> Self {
        let pairs = text.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
        Self(
            pairs
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        )
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }
}

/// Writes names and values; empty values and those that would break the address are left out.
pub fn write(pairs: &[(&str, &str)]) -> String {
    let whole = |value: &str| !value.is_empty() && !value.contains(['&', '=', '#', '%', '+']);
    let pairs: Vec<String> = pairs
        .iter()
        .filter(|(_, value)| whole(value))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
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
    fn a_value_that_would_break_the_address_is_left_out() {
        assert_eq!(write(&[("form", "P1&status=valid")]), "");
    }
}
