//! A moment in JSON; what is none is refused with the text that stands there.

use jiff::Timestamp;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

fn read<E: Error>(text: &str) -> Result<Timestamp, E> {
    text.parse().map_err(|_| E::custom(format_args!("no moment in time: {text:?}")))
}

/// Writes it as RFC 3339.
pub fn serialize<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    at.serialize(serializer)
}

/// Reads it.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    read(&String::deserialize(deserializer)?)
}

/// The same where there may be none.
pub mod option {
    use super::{Deserialize, Deserializer, Serialize, Serializer, Timestamp, read};

    /// Writes it as RFC 3339, or null.
    pub fn serialize<S: Serializer>(at: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
        at.serialize(serializer)
    }

    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
        Option::<String>::deserialize(deserializer)?.map(|text| read(&text)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Seen {
        #[serde(with = "crate::moment")]
        at: Timestamp,
        #[serde(default, with = "crate::moment::option")]
        again: Option<Timestamp>,
    }

    #[test]
    fn a_moment_is_written_and_read_as_jiff_does_and_no_moment_is_named() {
        let seen = Seen { at: Timestamp::from_second(1).unwrap(), again: None };
        let json = serde_json::to_string(&seen).unwrap();
        assert_eq!(json, r#"{"at":"1970-01-01T00:00:01Z","again":null}"#);
        for text in [&*json, r#"{"at":"1970-01-01T07:00:01+07:00"}"#] {
            assert_eq!(serde_json::from_str::<Seen>(text).unwrap(), seen, "{text}");
        }
        let again = serde_json::from_str::<Seen>(r#"{"at":"1970-01-01T00:00:01Z","again":"later"}"#);
        let error = again.unwrap_err().to_string();
        assert!(error.contains(r#"no moment in time: "later""#), "{error}");
    }
}
