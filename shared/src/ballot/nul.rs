//! The character U+0000, which has no place in a ballot: databases refuse it and spreadsheets cut text at it.

use serde_json::{Map, Value};

/// Whether it stands in a text or in a name.
fn is_in(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(is_in),
        Value::Object(fields) => fields.iter().any(|(name, value)| name.contains('\0') || is_in(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Puts U+FFFD in its place.
pub(super) fn replace(value: &mut Value) {
    if !is_in(value) {
        return;
    }
    match value {
        Value::String(text) => *text = seen(text),
        Value::Array(items) => items.iter_mut().for_each(replace),
        Value::Object(fields) => {
            let old: Map<String, Value> = std::mem::take(fields);
            fields.extend(old.into_iter().map(|(name, mut value)| {
                replace(&mut value);
                (seen(&name), value)
            }));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn seen(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}
