//! Whether JSON says what is known already: the text is read beside it, and nothing is made anew.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Whether [`read`](super::read) gives these very fields of this text, which has their names in this order. In any other order the
/// answer is no.
pub fn says(text: &[u8], fields: &Map<String, Value>, deepest: usize) -> bool {
    let Ok(text) = std::str::from_utf8(text) else { return false };
    let mut reader = serde_json::Deserializer::from_str(text);
    Same { deepest, known: Known::Fields(fields) }.deserialize(&mut reader).is_ok() && reader.end().is_ok()
}

#[derive(Clone, Copy)]
enum Known<'a> {
    Value(&'a Value),
    Fields(&'a Map<String, Value>),
    Name(&'a str),
}

struct Same<'a> {
    deepest: usize,
    known: Known<'a>,
}

impl<'a> Same<'a> {
    /// What is one level deeper.
    fn deeper<E: Error>(&self) -> Result<usize, E> {
        self.deepest.checked_sub(1).ok_or_else(|| E::custom(""))
    }

    fn number<E: Error>(&self, number: Option<Number>) -> Result<(), E> {
        match (self.known, number) {
            (Known::Value(Value::Number(known)), Some(number)) => when(*known == number),
            (Known::Value(Value::Null), None) => Ok(()),
            _ => when(false),
        }
    }
}

fn when<E: Error>(same: bool) -> Result<(), E> {
    if same { Ok(()) } else { Err(E::custom("")) }
}

impl<'de> DeserializeSeed<'de> for Same<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Same<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what is known")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        when(matches!(self.known, Known::Value(Value::Null)))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        when(matches!(self.known, Known::Value(Value::Bool(known)) if *known == value))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.number(Some(number.into()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.number(Some(number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        self.number(Number::from_f64(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        let same = match self.known {
            Known::Value(Value::String(known)) => known == text,
            Known::Name(known) => known == text,
            Known::Value(_) | Known::Fields(_) => false,
        };
        when(same && !text.contains('\0'))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<(), A::Error> {
        let deepest = self.deeper()?;
        let Known::Value(Value::Array(list)) = self.known else { return when(false) };
        for known in list {
            let known = Known::Value(known);
            when(values.next_element_seed(Same { deepest, known })?.is_some())?;
        }
        when(values.next_element::<IgnoredAny>()?.is_none())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut values: A) -> Result<(), A::Error> {
        let deepest = self.deeper()?;
        let (Known::Fields(fields) | Known::Value(Value::Object(fields))) = self.known else {
            return when(false);
        };
        for (name, known) in fields {
            when(values.next_key_seed(Same { deepest, known: Known::Name(name) })?.is_some())?;
            values.next_value_seed(Same { deepest, known: Known::Value(known) })?;
        }
        when(values.next_key::<IgnoredAny>()?.is_none())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::json::read;

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            "[ab\u{0}\"\\\\ờ]{0,3}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map("[ab\u{0}]{0,2}", inner, 0..4)
                    .prop_map(|fields| fields.into_iter().collect()),
            ]
        })
    }

    fn fields() -> impl Strategy<Value = Map<String, Value>> {
        prop::collection::btree_map("[a-c\u{0}]{0,1}", value(), 0..4).prop_map(|it| it.into_iter().collect())
    }

    proptest! {
        #[test]
        fn a_text_says_what_is_known_where_reading_it_gives_the_same(
            (one, other) in prop_oneof![
                fields().prop_map(|it| (it.clone(), it)),
                (fields(), fields()),
            ],
            change in prop::option::of((any::<prop::sample::Index>(), any::<u8>())),
            deepest in 0..6usize,
        ) {
            let mut text = serde_json::to_string(&one).unwrap().into_bytes();
            if let Some((at, byte)) = change {
                let at = at.index(text.len());
                text[at] = byte;
            }
            let slowly = read(&text, deepest).is_ok_and(|read| read == Value::Object(other.clone()));
            prop_assert_eq!(says(&text, &other, deepest), slowly, "{}", String::from_utf8_lossy(&text));
        }
    }

    #[test]
    fn a_name_that_stands_twice_or_not_at_all_is_not_what_is_known() {
        let known = serde_json::from_str::<Map<_, _>>(r#"{"a": 1, "b": [1.5, "x"]}"#).unwrap();
        for (text, same) in [
            (r#" {"a":1,"b" : [15e-1,"\u0078"]} "#, true),
            (r#"{"a":1,"a":1,"b":[1.5,"x"]}"#, false),
            (r#"{"a":1}"#, false),
            (r#"{"a":1,"b":[1.5,"x"],"c":1}"#, false),
            (r#"{"a":1,"b":[1.5]}"#, false),
            (r#"{"a":1,"b":[1.5,"x",0]}"#, false),
            (r#"{"a":1.0,"b":[1.5,"x"]}"#, false),
            (r#"{"a":1,"b":[1.5,"x"]} x"#, false),
            (r#"{"a":1,"b":[1.5,"x"]"#, false),
            (r#"["a"]"#, false),
        ] {
            assert_eq!(says(text.as_bytes(), &known, 3), same, "{text}");
        }
        assert!(!says(br#"{"a":1,"b":[1.5,"x"]}"#, &known, 1), "too deep");
    }
}
