//! Points as a JSON number, read from its text: a binary float never comes between.

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::points::Points;

/// Writes the decimal as a number, or null; as text what is no short decimal, such as `"2/3"`.
pub fn serialize<S: Serializer>(points: &Option<Points>, s: S) -> Result<S::Ok, S::Error> {
    let Some(points) = points else { return s.serialize_none() };
    let text = points.to_string();
    if text.contains('/') {
        return s.serialize_str(&text);
    }
    RawValue::from_string(text).map_err(S::Error::custom)?.serialize(s)
}

/// Reads a number, a decimal as text, or null.
pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Points>, D::Error> {
    let Some(raw) = Option::<Box<RawValue>>::deserialize(d)? else { return Ok(None) };
    let text = match raw.get() {
        quoted if quoted.starts_with('"') => serde_json::from_str(quoted).map_err(D::Error::custom)?,
        number => number.to_owned(),
    };
    Points::parse(&text).map(Some).map_err(D::Error::custom)
}
