//! What a type looks like as JSON, learned from how it is read: it reads itself from values that are made up as it asks for them. No
//! description stands beside the types, so none goes stale. What cannot be learned so may be anything.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer as _, MapAccess,
    SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value, json};

/// The texts that a text may be, with what the format is called: the first that is taken is the one.
const TEXTS: [(&str, Option<&str>); 7] = [
    ("vi", None),
    ("2019-11-20T02:00:00Z", Some("date-time")),
    ("2019-11-20", Some("date")),
    ("0190a000-0000-7000-8000-000000000001", Some("uuid")),
    ("1.5", None),
    ("0000000000000000000000000000000000000000000000000000000000000000", None),
    ("/", None),
];
/// Types nest no deeper than this.
const DEEPEST: usize = 24;
/// No type is asked more often than this.
const OFTEN: usize = 2000;

/// The schema of a type.
pub fn schema<T: DeserializeOwned>() -> Value {
    let mut asked = Asked::default();
    let Some((mut whole, seen)) = learn::<T>(&mut asked) else { return json!({}) };
    for field in seen.fields {
        asked.without = Some(field.clone());
        if attempt::<T>(&asked).is_err() {
            require(&mut whole, &field);
        }
    }
    asked.without = None;
    for (place, variants) in seen.variants {
        let mut others = 1..variants;
        let is_plain = others.all(|nth| {
            asked.variant = Some((place.clone(), nth));
            attempt::<T>(&asked).is_ok()
        });
        if let Some(variants) = whole.pointer_mut(&place).filter(|_| !is_plain) {
            *variants = json!({});
        }
    }
    whole
}

/// What is given where.
#[derive(Default)]
struct Asked {
    /// Which text, by place.
    texts: BTreeMap<String, usize>,
    /// Which variant in one place; elsewhere the first.
    variant: Option<(String, usize)>,
    /// A field that is left out.
    without: Option<String>,
}

/// What was asked for. Places are JSON pointers within the schema.
#[derive(Default)]
struct Seen {
    /// Where a text was given last.
    text: Option<String>,
    /// The fields that are not optional by their type.
    fields: BTreeSet<String>,
    /// How many variants there are.
    variants: BTreeMap<String, usize>,
}

/// Lets the type read itself until it takes what it is given.
fn learn<T: DeserializeOwned>(asked: &mut Asked) -> Option<(Value, Seen)> {
    for _ in 0..OFTEN {
        match attempt::<T>(asked) {
            Ok(found) => return Some(found),
            Err(seen) => {
                let next = asked.texts.entry(seen.text?).or_default();
                *next += 1;
                if *next == TEXTS.len() {
                    return None;
                }
            }
        }
    }
    None
}

fn attempt<T: DeserializeOwned>(asked: &Asked) -> Result<(Value, Seen), Seen> {
    let (seen, mut found) = (RefCell::new(Seen::default()), json!({}));
    let read =
        T::deserialize(Learner { place: String::new(), depth: 0, asked, seen: &seen, found: &mut found });
    let is_read = read.is_ok();
    let seen = seen.into_inner();
    if is_read { Ok((found, seen)) } else { Err(seen) }
}

/// Says that an object always has a field.
fn require(whole: &mut Value, field: &str) {
    let Some((object, name)) = field.rsplit_once("/properties/") else { return };
    if let Some(Value::Object(object)) = whole.pointer_mut(object) {
        let required = object.entry("required").or_insert_with(|| json!([]));
        if let Some(required) = required.as_array_mut() {
            required.push(name.into());
        }
    }
}

/// Why something is not read.
#[derive(Debug)]
struct Refused(String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

impl de::Error for Refused {
    fn custom<T: fmt::Display>(why: T) -> Self {
        Self(why.to_string())
    }
}

/// Gives a value, and writes down what was asked for.
struct Learner<'a> {
    place: String,
    depth: usize,
    asked: &'a Asked,
    seen: &'a RefCell<Seen>,
    found: &'a mut Value,
}

impl<'a> Learner<'a> {
    fn inner<'b>(&'b self, below: &str, found: &'b mut Value) -> Learner<'b> {
        let (place, depth) = (format!("{}{below}", self.place), self.depth + 1);
        Learner { place, depth, asked: self.asked, seen: self.seen, found }
    }

    fn is_deep(&self) -> bool {
        self.depth > DEEPEST
    }

    fn number(self, kind: &str) {
        *self.found = json!({ "type": kind });
    }
}

macro_rules! whole_numbers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
            self.number("integer");
            visitor.visit_u8(1)
        })*
    };
}

impl<'de> Deserializer<'de> for Learner<'_> {
    type Error = Refused;

    whole_numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        *self.found = json!({});
        visitor.visit_unit()
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_any(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        *self.found = json!({ "type": "boolean" });
        visitor.visit_bool(true)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.number("number");
        visitor.visit_f64(1.0)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let nth = self.asked.texts.get(&self.place).copied().unwrap_or_default();
        let (text, format) = TEXTS[nth];
        *self.found = json!({ "type": "string" });
        if let Some(format) = format {
            self.found["format"] = format.into();
        }
        self.seen.borrow_mut().text = Some(self.place);
        visitor.visit_str(text)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        if self.is_deep() {
            return visitor.visit_none();
        }
        // What may be absent may be null.
        let mut inner = Value::Null;
        let read = visitor.visit_some(self.inner("/anyOf/0", &mut inner))?;
        self.seen.borrow_mut().fields.remove(&self.place);
        *self.found = json!({ "anyOf": [inner, { "type": "null" }] });
        Ok(read)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        *self.found = json!({ "type": "null" });
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let mut items = vec![Value::Null; usize::from(!self.is_deep())];
        let read = visitor.visit_seq(Items { of: &self, below: "/items", next: 0, items: &mut items })?;
        *self.found = json!({ "type": "array", "items": items.pop().unwrap_or_else(|| json!({})) });
        Ok(read)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Refused> {
        let mut items = vec![Value::Null; length];
        let read =
            visitor.visit_seq(Items { of: &self, below: "/prefixItems", next: 0, items: &mut items })?;
        *self.found =
            json!({ "type": "array", "prefixItems": items, "minItems": length, "maxItems": length });
        Ok(read)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let (mut names, mut values) = (json!({}), json!({}));
        let entry = Entry { of: &self, told: self.is_deep(), names: &mut names, values: &mut values };
        let read = visitor.visit_map(entry)?;
        if names["type"] == "integer" {
            names = json!({ "pattern": "^-?[0-9]+$" });
        }
        *self.found = json!({ "type": "object", "propertyNames": names, "additionalProperties": values });
        Ok(read)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        let mut properties = Map::new();
        let read =
            visitor.visit_map(Fields { of: &self, fields: fields.iter(), at: "", found: &mut properties })?;
        *self.found = json!({ "type": "object", "properties": properties, "additionalProperties": false });
        Ok(read)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        *self.found = json!({ "enum": variants });
        let given = self.asked.variant.as_ref().filter(|(place, _)| *place == self.place);
        let given = variants.get(given.map_or(0, |(_, nth)| *nth));
        self.seen.borrow_mut().variants.insert(self.place, variants.len());
        visitor.visit_enum(Plain(given.copied().ok_or_else(|| Refused("no variant".to_owned()))?))
    }

    forward_to_deserialize_any! { char bytes byte_buf unit_struct tuple_struct }
}

/// As many items as have a place.
struct Items<'a, 'b> {
    of: &'a Learner<'b>,
    below: &'static str,
    next: usize,
    items: &'a mut Vec<Value>,
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Refused;
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Refused> {
        let below = if self.below == "/items" {
            self.below.to_owned()
        } else {
            format!("{}/{}", self.below, self.next)
        };
        let Some(found) = self.items.get_mut(self.next) else { return Ok(None) };
        self.next += 1;
        seed.deserialize(self.of.inner(&below, found)).map(Some)
    }
}

/// One entry of a map; none where it was told already.
struct Entry<'a, 'b> {
    of: &'a Learner<'b>,
    told: bool,
    names: &'a mut Value,
    values: &'a mut Value,
}

impl<'de> MapAccess<'de> for Entry<'_, '_> {
    type Error = Refused;
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Refused> {
        if std::mem::replace(&mut self.told, true) {
            return Ok(None);
        }
        seed.deserialize(self.of.inner("/propertyNames", self.names)).map(Some)
    }
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Refused> {
        seed.deserialize(self.of.inner("/additionalProperties", self.values))
    }
}

/// The fields of an object, but for one that is left out.
struct Fields<'a, 'b> {
    of: &'a Learner<'b>,
    fields: std::slice::Iter<'static, &'static str>,
    at: &'static str,
    found: &'a mut Map<String, Value>,
}

impl<'de> MapAccess<'de> for Fields<'_, '_> {
    type Error = Refused;
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Refused> {
        for field in self.fields.by_ref() {
            let place = format!("{}/properties/{field}", self.of.place);
            if self.of.asked.without.as_ref() == Some(&place) {
                continue;
            }
            self.of.seen.borrow_mut().fields.insert(place);
            self.at = *field;
            let name: StrDeserializer<'_, Refused> = (*field).into_deserializer();
            return seed.deserialize(name).map(Some);
        }
        Ok(None)
    }
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Refused> {
        let mut found = Value::Null;
        let below = format!("/properties/{}", self.at);
        let read = seed.deserialize(self.of.inner(&below, &mut found))?;
        self.found.insert(self.at.to_owned(), found);
        Ok(read)
    }
}

/// A variant that is a name and nothing more. Those with more cannot be learned.
struct Plain(&'static str);

impl<'de> EnumAccess<'de> for Plain {
    type Error = Refused;
    type Variant = Self;
    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Refused> {
        let name: StrDeserializer<'_, Refused> = self.0.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Plain {
    type Error = Refused;
    fn unit_variant(self) -> Result<(), Refused> {
        Ok(())
    }
    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Refused> {
        Err(Refused("more than a name".to_owned()))
    }
    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Refused> {
        Err(Refused("more than a name".to_owned()))
    }
    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Refused> {
        Err(Refused("more than a name".to_owned()))
    }
}
