//! XML as elements and text: names without prefixes, entities resolved, and an end that comes too early noticed.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::package::error::Cap;

/// Why a part cannot be read; for the log.
pub type Wrong = String;

/// Why a workbook is not read.
#[derive(Debug)]
pub enum Refused {
    /// Too much of it.
    TooLarge(Cap),
    /// It is none, or damaged.
    Wrong(Wrong),
    /// A sheet has a row of this number twice.
    RowTwice(u32),
}

impl From<Wrong> for Refused {
    fn from(wrong: Wrong) -> Self {
        Self::Wrong(wrong)
    }
}

/// The bytes of a text at most: a cell of Excel holds 32,767 characters.
const LONGEST: usize = 1 << 20;

/// A part that is being read.
pub struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

/// What comes next.
pub enum Node<'a> {
    /// An element begins.
    Open(Element<'a>),
    /// An element ends.
    Close(String),
    /// Text between elements, in pieces.
    Text(String),
}

/// An element that begins.
pub struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Its name without the prefix.
    pub fn is(&self, name: &str) -> bool {
        self.0.local_name().as_ref() == name
    }

    /// An attribute of no namespace.
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.value(|prefix, local| prefix.is_none() && local == name)
    }

    /// An attribute of some namespace, by its name in it.
    pub fn foreign(&self, name: &str) -> Option<String> {
        self.value(|prefix, local| prefix.is_some() && local == name)
    }

    fn value(&self, wanted: impl Fn(Option<&str>, &str) -> bool) -> Option<String> {
        // Looking for repeated attributes would cost the square of their number.
        let mut attributes = self.0.attributes();
        let found = attributes.with_checks(false).flatten().find(|attribute| {
            let prefix = attribute.key.prefix();
            wanted(prefix.as_ref().map(AsRef::as_ref), attribute.key.local_name().as_ref())
        })?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
    }
}

impl<'a> Xml<'a> {
    /// Begins a part. Excel and LibreOffice write UTF-8; nothing else is read.
    pub fn new(part: &'a [u8]) -> Result<Self, Wrong> {
        let text = std::str::from_utf8(part).map_err(|error| error.to_string())?;
        let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
        reader.config_mut().expand_empty_elements = true;
        Ok(Self { reader, depth: 0 })
    }

    /// What comes next; `None` at the end of the part.
    pub fn next(&mut self) -> Result<Option<Node<'a>>, Wrong> {
        loop {
            let event = self.reader.read_event().map_err(|error| error.to_string())?;
            return Ok(Some(match event {
                Event::Start(element) => {
                    self.depth += 1;
                    Node::Open(Element(element))
                }
                Event::End(element) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::Close(element.local_name().as_ref().to_owned())
                }
                Event::Text(text) => Node::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Node::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(entity) => {
                    let character = entity.resolve_char_ref().map_err(|error| error.to_string())?;
                    let named = resolve_xml_entity(entity.as_ref()).map(str::to_owned);
                    let text = character.map(String::from).or(named);
                    Node::Text(text.ok_or_else(|| format!("unknown entity {:?}", entity.as_ref()))?)
                }
                Event::Eof if self.depth > 0 => return Err("it ends within an element".to_owned()),
                Event::Eof => return Ok(None),
                Event::DocType(_) => return Err("a document type, which no spreadsheet writes".to_owned()),
                _ => continue,
            }));
        }
    }

    /// The text of the element that has just begun, up to its end.
    pub fn text(&mut self) -> Result<String, Refused> {
        let (within, mut text) = (self.depth, String::new());
        while let Some(node) = self.next()? {
            match node {
                Node::Text(piece) => push(&mut text, &piece)?,
                Node::Close(_) if self.depth < within => break,
                _ => {}
            }
        }
        Ok(text)
    }

    /// The text of a cell or shared text that has just begun: that of its runs (`t`), joined. How Japanese is pronounced
    /// (`rPh`) is left out.
    pub fn runs(&mut self) -> Result<String, Refused> {
        let (within, mut text) = (self.depth, String::new());
        while let Some(node) = self.next()? {
            match node {
                Node::Open(element) if element.is("t") => push(&mut text, &self.text()?)?,
                Node::Open(element) if element.is("rPh") => drop(self.text()?),
                Node::Close(_) if self.depth < within => break,
                _ => {}
            }
        }
        Ok(unescaped(text))
    }
}

/// Puts a piece behind a text, as long as that is none that no cell holds.
fn push(text: &mut String, piece: &str) -> Result<(), Refused> {
    if text.len() + piece.len() > LONGEST {
        return Err(Refused::TooLarge(Cap::TextBytes));
    }
    text.push_str(piece);
    Ok(())
}

/// Excel writes what XML cannot hold as `_x000D_`, one UTF-16 unit each.
pub(super) fn unescaped(text: String) -> String {
    let unit = |at: usize| {
        let escape = text.get(at..at + 7)?;
        let digits = escape.strip_prefix("_x")?.strip_suffix('_')?;
        let hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
        hex.then(|| u16::from_str_radix(digits, 16).ok()).flatten()
    };
    if !text.contains("_x") {
        return text;
    }
    let (mut units, mut at) = (Vec::with_capacity(text.len()), 0);
    while let Some(character) = text[at..].chars().next() {
        if let Some(unit) = unit(at) {
            units.push(unit);
            at += 7;
        } else {
            units.extend_from_slice(character.encode_utf16(&mut [0; 2]));
            at += character.len_utf8();
        }
    }
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_written_as_utf_16_units() {
        for (written, meant) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDCF7_", "📷"),
            ("_x00", "_x00"),
            ("ơ_xơơơơ_", "ơ_xơơơơ_"),
            ("_x+00D_", "_x+00D_"),
        ] {
            assert_eq!(unescaped(written.to_owned()), meant);
        }
    }

    #[test]
    fn a_part_that_ends_within_an_element_is_wrong() {
        let mut xml = Xml::new(b"<a><b/>").unwrap();
        let end = loop {
            match xml.next() {
                Ok(Some(_)) => {}
                other => break other.map(|_| ()),
            }
        };
        assert!(end.is_err());
    }
}
