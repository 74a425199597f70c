//! The part of an address behind the `?`: what a view shows, so that it can be sent to a colleague.

use std::collections::BTreeMap;

/// What stands behind the `?`, by name.
pub struct Query(BTreeMap<String, String>);

impl Query {
    /// Reads `a=1&b=2`; what has no value is as if it were absent.
    pub fn read(text: &str) -> Self {
        let pairs = text.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
        Self(
            pairs
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| (name.to_owned(), unescaped(value)))
                .collect(),
        )
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

/// The router decodes all that stands behind the `?` once before anybody parts it at `&`, and when it writes it leaves
/// `&` and `%` as they are: what must outlast that is escaped twice.
fn escaped(value: &str) -> String {
    value.replace('%', "%2525").replace('&', "%2526")
}

fn unescaped(value: &str) -> String {
    value.replace("%26", "&").replace("%25", "%")
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
    fn a_value_outlasts_the_router_whatever_it_holds() {
        for value in ["P1&status=valid", "100%", "%26", "a%2526&b", "a+b = c#d?e"] {
            let text = write(&[("place", value), ("form", "P1")]);
            // As the router gives it back: decoded once, all of it.
            let query = Query::read(&text.replace("%25", "%"));
            assert_eq!(query.get("place").as_deref(), Some(value), "{text}");
            assert_eq!(query.get("form").as_deref(), Some("P1"), "{text}");
        }
    }
}
