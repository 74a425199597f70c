//! JSON from outside, looked over before it is read: what readers would take silently, or could not give back.

mod reader;
mod same;

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use crate::problem::Problem;

pub use reader::{Unlike, from_str};
pub use same::says;

/// As deep may values stand in one another. An interview needs four levels, and readers give up at 128.
pub const DEEPEST: usize = 64;

/// As many characters of the path to a value are shown.
const MAX_SHOWN_CHARS: usize = 120;

/// What keeps JSON from being read, though it is JSON. Each names the path to it, as `answers.departments[2].P7B_1`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// Of two values under one key every reader would take another.
    #[error("{0} stands twice")]
    Twice(String),
    /// Databases refuse U+0000, and spreadsheets cut text at it.
    #[error("{0} holds the character U+0000")]
    Nul(String),
    /// Deeper than [`DEEPEST`].
    #[error("{0} is nested too deep")]
    Deep(String),
}

impl Flaw {
    /// The flaw as a problem.
    pub fn problem(&self) -> Problem {
        let (code, at) = match self {
            Self::Twice(at) => ("json.key_twice", at),
            Self::Nul(at) => ("json.nul", at),
            Self::Deep(at) => ("json.too_deep", at),
        };
        Problem::new(code).with("at", at)
    }
}

/// Why JSON is not taken.
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    /// It is JSON, with a flaw; it was read up to this column.
    #[error("{0}")]
    Flaw(Flaw, usize),
    /// It is no JSON.
    #[error(transparent)]
    Syntax(#[from] serde_json::Error),
}

/// Reads JSON that may be `deepest` levels deep. Where all of it is text, no part of it is asked again whether it is.
pub fn read(text: &[u8], deepest: usize) -> Result<Value, Unread> {
    match std::str::from_utf8(text) {
        Ok(text) => read_by(serde_json::Deserializer::from_str(text), deepest),
        Err(_) => read_by(serde_json::Deserializer::from_slice(text), deepest),
    }
}

fn read_by<'de, R: serde_json::de::Read<'de>>(
    mut reader: serde_json::Deserializer<R>,
    deepest: usize,
) -> Result<Value, Unread> {
    let mut found = None;
    let value = Look { deepest, found: &mut found }.deserialize(&mut reader);
    match (value, found) {
        (Err(stopped), Some((what, path))) => Err(Unread::Flaw(what(shown(path)), stopped.column())),
        (value, _) => {
            let value = value?;
            reader.end()?;
            Ok(value)
        }
    }
}

/// Looks over what another reader takes: a flaw comes with the column up to which the text was read; what is no JSON is left to
/// that reader.
pub fn look_over(text: &[u8], deepest: usize) -> Result<(), (Flaw, usize)> {
    match read(text, deepest) {
        Err(Unread::Flaw(flaw, column)) => Err((flaw, column)),
        Ok(_) | Err(Unread::Syntax(_)) => Ok(()),
    }
}

/// The steps to a value, the last one first.
type Path = Vec<String>;

/// What is wrong, and where.
type Found = Option<(fn(String) -> Flaw, Path)>;

struct Look<'a> {
    deepest: usize,
    found: &'a mut Found,
}

impl Look<'_> {
    fn stop<T, E: Error>(self, what: fn(String) -> Flaw, last: Path) -> Result<T, E> {
        *self.found = Some((what, last));
        Err(E::custom(""))
    }
}

/// Looks at a value inside; where something is found the step to it is noted.
fn inside<T, E>(looked: Result<T, E>, found: &mut Found, step: impl FnOnce() -> String) -> Result<T, E> {
    if let (Err(_), Some((_, path))) = (&looked, found) {
        path.push(step());
    }
    looked
}

impl<'de> DeserializeSeed<'de> for Look<'_> {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Look<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        if text.contains('\0') { self.stop(Flaw::Nul, Path::new()) } else { Ok(text.into()) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Value, A::Error> {
        let Some(deepest) = self.deepest.checked_sub(1) else { return self.stop(Flaw::Deep, Path::new()) };
        let mut list = Vec::new();
        loop {
            let looked = values.next_element_seed(Look { deepest, found: self.found });
            match inside(looked, self.found, || format!("[{}]", list.len() + 1))? {
                Some(value) => list.push(value),
                None => return Ok(list.into()),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut values: A) -> Result<Value, A::Error> {
        let Some(deepest) = self.deepest.checked_sub(1) else { return self.stop(Flaw::Deep, Path::new()) };
        let mut fields = Map::new();
        while let Some(key) = values.next_key::<String>()? {
            let field = match fields.entry(key) {
                Entry::Occupied(before) => return self.stop(Flaw::Twice, vec![before.key().clone()]),
                Entry::Vacant(field) => field,
            };
            if field.key().contains('\0') {
                return self.stop(Flaw::Nul, vec![field.key().clone()]);
            }
            let looked = values.next_value_seed(Look { deepest, found: self.found });
            let value = inside(looked, self.found, || field.key().clone())?;
            field.insert(value);
        }
        Ok(fields.into())
    }
}

/// A path as a person reads it. Keys come from outside: they are cut, and show no sign that moves what is around them.
fn shown(path: Path) -> String {
    let mut shown = String::new();
    for step in path.iter().rev() {
        if !step.starts_with('[') && !shown.is_empty() {
            shown.push('.');
        }
        shown.extend(step.chars().map(|sign| if sign.is_control() { '\u{fffd}' } else { sign }));
    }
    match shown.char_indices().nth(MAX_SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", &shown[..end]),
        None => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<Flaw> {
        look_over(text.as_bytes(), 4).err().map(|(flaw, _)| flaw)
    }

    #[test]
    fn a_key_that_stands_twice_is_found_at_every_depth() {
        for (text, at) in [
            (r#"{"a": 1, "b": 2, "a": 1}"#, "a"),
            (r#"{"answers": {"sex": "f", "sex": "m"}}"#, "answers.sex"),
            (r#"{"d": [{"unit": "A"}, {"unit": "B", "q": 1, "q": 2}]}"#, "d[2].q"),
            (r#"[[{"\u0061": 1, "a": 2}]]"#, "[1][1].a"),
            (r#"{"": 1, "": 1}"#, ""),
        ] {
            assert_eq!(found(text), Some(Flaw::Twice(at.to_owned())), "{text}");
        }
        for text in [r#"{"a": {"b": 1}, "b": {"a": 1}}"#, r#"[{"a": 1}, {"a": 1}]"#, r#"{"a": 1, "A": 2}"#] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn a_nul_is_found_in_every_text_and_every_key() {
        for (text, at) in [
            (r#"{"place": "01\u0000"}"#, "place"),
            (r#"{"a": {"b": ["x", "\u0000"]}}"#, "a.b[2]"),
            (r#"{"a": {"b\u0000": 1}}"#, "a.b\u{fffd}"),
        ] {
            assert_eq!(found(text), Some(Flaw::Nul(at.to_owned())), "{text}");
        }
        assert_eq!(found(r#"{"a": "\\u0000 \u0001 \u001f \u007f \ufeff \u2028"}"#), None);
    }

    #[test]
    fn what_is_too_deep_is_found_and_what_is_no_json_is_left_to_its_reader() {
        assert_eq!(found("[[[[1]]]]"), None);
        assert_eq!(found(r#"{"a": [[[[1]]]]}"#), Some(Flaw::Deep("a[1][1][1]".to_owned())));
        for text in ["", "{", "[[[[", "nope", "{\"a\": 1e999}"] {
            assert_eq!(found(text), None, "{text}");
        }
        assert_eq!(
            look_over("[".repeat(100_000).as_bytes(), DEEPEST).map_err(|(flaw, _)| flaw.problem().code),
            Err("json.too_deep".to_owned())
        );
    }

    #[test]
    fn what_is_read_is_what_any_reader_reads() {
        for text in [
            r#" {"a": [1, -2, 18446744073709551615, 1e2, -0.5, 1E400], "b": {"ờ": "\u1edd", "": null}} "#,
            r#"[true, false, null, "", [], {}, 12345678901234567890123]"#,
            "\"x\"",
            "{} x",
            "{\"a\" 1}",
            "[1,]",
            "",
        ] {
            let (own, other) = (read(text.as_bytes(), 4), serde_json::from_str::<Value>(text));
            match (own, other) {
                (Ok(own), Ok(other)) => assert_eq!(own, other, "{text}"),
                (Err(own), Err(other)) => assert_eq!(own.to_string(), other.to_string(), "{text}"),
                (own, other) => panic!("{text}: {own:?}, {other:?}"),
            }
        }
    }

    #[test]
    fn a_path_from_outside_is_short_and_moves_nothing() {
        let Some(Flaw::Twice(at)) = found(&format!(r#"{{"{0}\u001b": 1, "{0}\u001b": 1}}"#, "x".repeat(5)))
        else {
            panic!()
        };
        assert_eq!(at, "xxxxx\u{fffd}");
        let long = "x".repeat(1000);
        let Some(Flaw::Twice(at)) = found(&format!(r#"{{"{long}": 1, "{long}": 1}}"#)) else { panic!() };
        assert_eq!(at.chars().count(), MAX_SHOWN_CHARS + 1);
    }
}
