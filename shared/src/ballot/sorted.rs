//! Answers written with the names of each object in their order, which must not hang on how some crate has serde_json built.

use serde::ser::{Serialize, Serializer};
use serde_json::{Map, Value};

/// Answers on their way out.
pub(super) struct Sorted<'a>(pub &'a Map<String, Value>);

/// A value in them.
struct Inner<'a>(&'a Value);

impl Serialize for Sorted<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = || self.0.iter().map(|(name, value)| (name, Inner(value)));
        if self.0.keys().is_sorted() {
            return serializer.collect_map(fields());
        }
        let mut fields: Vec<_> = fields().collect();
        fields.sort_unstable_by_key(|(name, _)| *name);
        serializer.collect_map(fields)
    }
}

impl Serialize for Inner<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Object(fields) => Sorted(fields).serialize(serializer),
            Value::Array(items) => serializer.collect_seq(items.iter().map(Inner)),
            other => other.serialize(serializer),
        }
    }
}
