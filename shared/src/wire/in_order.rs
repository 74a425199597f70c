//! Pairs as a JSON object that keeps their order.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserializer, Serializer};

/// Writes pairs as an object.
pub fn serialize<S: Serializer>(pairs: &[(String, String)], s: S) -> Result<S::Ok, S::Error> {
    s.collect_map(pairs.iter().map(|(key, value)| (key, value)))
}

/// Reads an object as pairs.
pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<(String, String)>, D::Error> {
    struct Pairs;
    impl<'de> Visitor<'de> for Pairs {
        type Value = Vec<(String, String)>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object of texts")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut pairs = Vec::new();
            while let Some(pair) = map.next_entry()? {
                pairs.push(pair);
            }
            Ok(pairs)
        }
    }
    d.deserialize_map(Pairs)
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Leaves(#[serde(with = "super")] Vec<(String, String)>);

    #[test]
    fn pairs_are_read_and_written_in_their_order() {
        let text = r#"{"1.10":"0.50","1.2":"1.00"}"#;
        let read: Leaves = serde_json::from_str(text).unwrap();
        assert_eq!(read.0, [("1.10", "0.50"), ("1.2", "1.00")].map(|(a, b)| (a.to_owned(), b.to_owned())));
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }

    #[test]
    fn what_is_no_object_is_refused_by_what_was_expected() {
        let error = serde_json::from_str::<Leaves>("[]").unwrap_err();
        assert!(error.to_string().contains("expected an object of texts"), "{error}");
    }
}
