//! The character U+0000, which has no place in a ballot: databases refuse it and spreadsheets cut text at it.

use serde_json::{Map, Value};

/// Whether it stands in a text or in a name.
fn is_in(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(is_in),
        Value::Object(fields) => is_among(fields),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn is_among(fields: &Map<String, Value>) -> bool {
    fields.iter().any(|(name, value)| name.contains('\0') || is_in(value))
}

/// The same answers with U+FFFD in its place, where it stands in them.
pub(super) fn without(answers: &Map<String, Value>) -> Option<Map<String, Value>> {
    if !is_among(answers) {
        return None;
    }
    let mut seen = Map::new();
    seen.extend(answers.iter().map(|(name, value)| field(name.clone(), value.clone())));
    Some(seen)
}

fn replace(value: &mut Value) {
    match value {
        Value::String(text) => *text = seen(text),
        Value::Array(items) => items.iter_mut().for_each(replace),
        Value::Object(fields) => {
            let old: Map<String, Value> = std::mem::take(fields);
            fields.extend(old.into_iter().map(|(name, value)| field(name, value)));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn field(name: String, mut value: Value) -> (String, Value) {
    replace(&mut value);
    (seen(&name), value)
}

fn seen(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}
