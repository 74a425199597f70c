//! Reads types from JSON as text in few bytes of code: what the app reads has been written by Parindex.
//!
//! `serde_json` makes a reader of each struct twice, as an object and as a list, and words for each way to fail; a tenth of a
//! tablet's code was that. Here an object is an object, and what fails says where. Texts with escapes and numbers are `serde_json`'s.

mod fault;

use std::borrow::Cow;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::{Deserialize, forward_to_deserialize_any};
use serde_json::Number;

use fault::{Fault, OTHER};

/// As deep may values stand in one another: as deep as `serde_json` reads.
const DEEPEST: u8 = 127;

/// A text is not what it was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}other than expected at line {line} column {column}", .missing.map(|it| format!("without {it}, ")).unwrap_or_default())]
pub struct Unlike {
    missing: Option<&'static str>,
    line: usize,
    column: usize,
}

/// Reads a type from JSON.
pub fn from_str<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, Unlike> {
    let mut reader = Reader { text, at: 0, within: 0, in_key: false };
    let read = T::deserialize(&mut reader).and_then(|read| reader.end().map(|()| read));
    read.map_err(|fault| reader.place(fault))
}

type Read<T> = Result<T, Fault>;

/// A text, read up to a place.
struct Reader<'de> {
    text: &'de str,
    at: usize,
    /// How many values it is inside of.
    within: u8,
    /// Whether a key comes next, which may be a number in quotes.
    in_key: bool,
}

impl<'de> Reader<'de> {
    /// The next byte that is no blank.
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.at..];
        let blank = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
        self.at += rest.iter().take_while(|byte| blank(byte)).count();
        self.text.as_bytes().get(self.at).copied()
    }

    fn expect(&mut self, byte: u8) -> Read<()> {
        if self.peek() != Some(byte) {
            return Err(OTHER);
        }
        self.at += 1;
        Ok(())
    }

    fn end(&mut self) -> Read<()> {
        if self.peek().is_none() { Ok(()) } else { Err(OTHER) }
    }

    fn place(&self, Fault(missing): Fault) -> Unlike {
        let before = &self.text.as_bytes()[..self.at.min(self.text.len())];
        let line_starts = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Unlike { missing, line, column: before.len() - line_starts + 1 }
    }

    /// Whether this word comes next; then it is read.
    fn is(&mut self, word: &str) -> bool {
        self.peek();
        let is = self.text[self.at..].starts_with(word);
        if is {
            self.at += word.len();
        }
        is
    }

    fn boolean(&mut self) -> Read<bool> {
        if self.is("true") {
            Ok(true)
        } else if self.is("false") {
            Ok(false)
        } else {
            Err(OTHER)
        }
    }

    fn string(&mut self) -> Read<Cow<'de, str>> {
        self.in_key = false;
        self.expect(b'"')?;
        let (start, mut escaped) = (self.at, false);
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.at += 2;
                }
                Some(0x20..) => self.at += 1,
                _ => return Err(OTHER),
            }
        }
        let end = self.at;
        self.at += 1;
        if escaped {
            serde_json::from_str(&self.text[start - 1..=end]).map(Cow::Owned).map_err(|_| OTHER)
        } else {
            Ok(Cow::Borrowed(&self.text[start..end]))
        }
    }

    fn number(&mut self) -> Read<Number> {
        if self.in_key {
            return serde_json::from_str(&self.string()?).map_err(|_| OTHER);
        }
        self.peek();
        let rest = &self.text[self.at..];
        let of_number = |byte: &u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
        let number = &rest[..rest.bytes().take_while(of_number).count()];
        let read = serde_json::from_str(number).map_err(|_| OTHER)?;
        self.at += number.len();
        Ok(read)
    }

    /// Goes into an object or a list.
    fn enter(&mut self, begin: u8) -> Read<()> {
        self.expect(begin)?;
        self.within += 1;
        if self.within > DEEPEST { Err(OTHER) } else { Ok(()) }
    }

    fn leave(&mut self, end: u8) -> Read<()> {
        self.within -= 1;
        self.expect(end)
    }

    /// Whether another one follows in an object or a list, which is left open.
    fn more(&mut self, first: &mut bool, end: u8) -> Read<bool> {
        if self.peek() == Some(end) {
            return Ok(false);
        }
        if !std::mem::replace(first, false) {
            self.expect(b',')?;
        }
        Ok(true)
    }

    fn is_text(&mut self) -> Read<()> {
        if self.peek() == Some(b'"') { Ok(()) } else { Err(OTHER) }
    }
}

macro_rules! numbers {
    ($($of:ident)*) => {$(
        fn $of<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
            give(&self.number()?, visitor)
        }
    )*};
}

macro_rules! texts {
    ($($of:ident)*) => {$(
        fn $of<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
            match self.string()? {
                Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
                Cow::Owned(text) => visitor.visit_string(text),
            }
        }
    )*};
}

fn give<'de, V: Visitor<'de>>(number: &Number, visitor: V) -> Read<V::Value> {
    match (number.as_u64(), number.as_i64(), number.as_f64()) {
        (Some(number), ..) => visitor.visit_u64(number),
        (_, Some(number), _) => visitor.visit_i64(number),
        (.., Some(number)) => visitor.visit_f64(number),
        _ => Err(OTHER),
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.peek() {
            Some(b'n') => self.deserialize_unit(visitor),
            Some(b't' | b'f') => self.deserialize_bool(visitor),
            Some(b'"') => self.deserialize_str(visitor),
            Some(b'[') => self.deserialize_seq(visitor),
            Some(b'{') => self.deserialize_map(visitor),
            _ => self.deserialize_f64(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_bool(self.boolean()?)
    }

    numbers! { deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 }
    numbers! { deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64 }
    texts! { deserialize_char deserialize_str deserialize_string deserialize_identifier }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.is("null") { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.is("null") { visitor.visit_unit() } else { Err(OTHER) }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Read<V::Value> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Read<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.enter(b'[')?;
        let read = visitor.visit_seq(Several { reader: self, first: true })?;
        self.leave(b']')?;
        Ok(read)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Read<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Read<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.enter(b'{')?;
        let read = visitor.visit_map(Several { reader: self, first: true })?;
        self.leave(b'}')?;
        Ok(read)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        let bare = self.is_text().is_ok();
        if !bare {
            self.enter(b'{')?;
            self.is_text()?;
        }
        let read = visitor.visit_enum(Variant { reader: self, bare })?;
        if !bare {
            self.leave(b'}')?;
        }
        Ok(read)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_any(IgnoredAny)?;
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { bytes byte_buf }
}

/// What stands in an object or a list.
struct Several<'a, 'de> {
    reader: &'a mut Reader<'de>,
    first: bool,
}

impl<'de> SeqAccess<'de> for Several<'_, 'de> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        if !self.reader.more(&mut self.first, b']')? {
            return Ok(None);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }
}

impl<'de> MapAccess<'de> for Several<'_, 'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        if !self.reader.more(&mut self.first, b'}')? {
            return Ok(None);
        }
        self.reader.is_text()?;
        self.reader.in_key = true;
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<T::Value> {
        self.reader.expect(b':')?;
        seed.deserialize(&mut *self.reader)
    }
}

/// A variant: its name alone, or an object whose one key is its name.
struct Variant<'a, 'de> {
    reader: &'a mut Reader<'de>,
    bare: bool,
}

impl Variant<'_, '_> {
    fn with_content(&self) -> Read<()> {
        if self.bare { Err(OTHER) } else { Ok(()) }
    }
}

impl<'de> EnumAccess<'de> for Variant<'_, 'de> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Read<(T::Value, Self)> {
        let name = seed.deserialize(&mut *self.reader)?;
        if !self.bare {
            self.reader.expect(b':')?;
        }
        Ok((name, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, 'de> {
    type Error = Fault;

    fn unit_variant(self) -> Read<()> {
        if self.bare { Ok(()) } else { <()>::deserialize(self.reader) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Read<T::Value> {
        self.with_content()?;
        seed.deserialize(self.reader)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Read<V::Value> {
        self.with_content()?;
        self.reader.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Read<V::Value> {
        self.with_content()?;
        self.reader.deserialize_map(visitor)
    }
}

#[cfg(test)]
mod tests;
