//! XML as it is read, piece by piece: names by their namespace, entities resolved, each fault with its line and column. What stands
//! in the text as it is said is a slice of it.

use std::borrow::Cow;

use foldhash::HashMap;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::attributes::{Attribute as Raw, Attributes};
use quick_xml::events::{BytesRef, Event};
use quick_xml::reader::Reader;

use super::names::is_name;
use crate::problem::Problem;

/// Why a text is no XML that can be read, and where.
pub type XmlFault = Problem;

const XFORMS: &str = "http://www.w3.org/2002/xforms";
pub(in crate::form) const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// More than any form has, and no more than a small machine has memory and patience for: nodes of a document, attributes of
/// an element, and prefixes that are declared at one place.
pub(in crate::form) const NODES: usize = 1_200_000;
pub(in crate::form) const ATTRIBUTES: usize = 200;
pub(super) const PREFIXES: usize = 500;

/// The signs between elements that say nothing.
const BLANKS: &[u8] = b" \t\r\n";

/// A piece of a document.
pub(in crate::form) enum Piece<'x> {
    /// An element begins; its attributes and declarations are known until the next piece.
    Begin(Name<'x>),
    /// The element that is open ends.
    End,
    /// Text, up to what else comes; or a section of it.
    Text(Cow<'x, str>),
    Comment(Cow<'x, str>),
    /// An instruction to some program: to which, and what.
    Instruction(String, String),
    DocumentType,
}

/// The name of an element or an attribute.
#[derive(Clone, Copy)]
pub(in crate::form) struct Name<'x> {
    /// As it is written.
    pub written: &'x str,
    /// Without the prefix.
    pub local: &'x str,
    /// The number of its namespace. The first, nought, is none or that of XForms: expressions name what a form is made of, and what is
    /// in its lists, without a prefix.
    pub space: usize,
}

impl<'x> Name<'x> {
    /// The part before the colon; empty where there is none.
    pub fn prefix(&self) -> &'x str {
        self.written.strip_suffix(self.local).map_or("", |before| before.trim_end_matches(':'))
    }

    /// The name as it is written, without the prefix of what forms are made of.
    pub fn called(&self) -> &'x str {
        if self.space == 0 { self.local } else { self.written }
    }
}

/// An attribute of the element that began.
pub(in crate::form) struct Attribute<'x> {
    pub name: Name<'x>,
    pub value: Cow<'x, str>,
}

/// The number of the empty prefix.
const NO_PREFIX: u32 = 0;

/// What a prefix stands for. Prefixes are numbers: names are many, and are not compared letter by letter.
struct Space {
    /// How many elements were open where it was declared.
    depth: usize,
    prefix: u32,
    space: usize,
}

/// A document that is being read.
pub(in crate::form) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    text: &'x str,
    /// The byte where the piece begins that was read last.
    at: usize,
    depth: usize,
    /// How many elements stood above all others.
    tops: usize,
    /// Whether the element that began is empty, and ends next.
    is_empty: bool,
    /// The declarations that hold.
    spaces: Vec<Space>,
    prefixes: HashMap<&'x str, u32>,
    /// The addresses of namespaces, by their numbers.
    addresses: Vec<Cow<'x, str>>,
    raw: Vec<Raw<'x>>,
    declarations: Vec<(&'x str, Cow<'x, str>)>,
    attributes: Vec<Attribute<'x>>,
    /// How many nodes were read; an element counts twice, as it takes more room.
    nodes: usize,
}

impl<'x> Xml<'x> {
    pub fn new(text: &'x str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self {
            reader: Reader::from_str(text),
            text,
            at: 0,
            depth: 0,
            tops: 0,
            is_empty: false,
            spaces: Vec::new(),
            prefixes: HashMap::from_iter([("", NO_PREFIX)]),
            addresses: vec!["".into(), XML.into()],
            raw: Vec::new(),
            declarations: Vec::new(),
            attributes: Vec::new(),
            nodes: 0,
        }
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The attributes of the element that began.
    pub fn attributes(&self) -> &[Attribute<'x>] {
        &self.attributes
    }

    /// The prefixes that the element declares that began, with what they stand for.
    pub fn declarations(&self) -> &[(&'x str, Cow<'x, str>)] {
        &self.declarations
    }

    /// The address of a namespace; empty for the first.
    pub fn address(&self, space: usize) -> &str {
        &self.addresses[space]
    }

    /// Whether blanks at the beginning of texts are passed over from here on.
    pub fn pass_blanks(&mut self, pass: bool) {
        self.reader.config_mut().trim_text_start = pass;
    }

    /// The next piece; none at the end.
    pub fn next(&mut self) -> Result<Option<Piece<'x>>, XmlFault> {
        if std::mem::take(&mut self.is_empty) {
            self.at = self.position();
            return self.end().map(Some);
        }
        loop {
            let piece = match self.event()? {
                Event::Text(text) => match self.said(text.xml10_content())? {
                    Some(text) => Piece::Text(text),
                    None => continue,
                },
                Event::GeneralRef(entity) => {
                    let text = self.entity(&entity)?;
                    match self.said(text.into())? {
                        Some(text) => Piece::Text(text),
                        None => continue,
                    }
                }
                Event::Eof => return self.finish().map(|()| None),
                Event::Start(element) => self.begin(element.name().into_inner().len(), false)?,
                Event::Empty(element) => self.begin(element.name().into_inner().len(), true)?,
                Event::End(_) => self.end()?,
                Event::CData(text) => self.leaf(Piece::Text(text.xml10_content()))?,
                Event::Comment(text) => self.leaf(Piece::Comment(text.xml10_content()))?,
                Event::PI(instruction) => {
                    let (target, content) = (instruction.target(), instruction.content().trim_start());
                    self.leaf(Piece::Instruction(target.to_owned(), content.to_owned()))?
                }
                Event::DocType(_) => self.leaf(Piece::DocumentType)?,
                Event::Decl(_) => {
                    self.bounded()?;
                    continue;
                }
            };
            return Ok(Some(piece));
        }
    }

    /// Reads on to the end, for the faults that are there.
    pub fn finish_reading(&mut self) -> Result<(), XmlFault> {
        self.pass_blanks(false);
        while self.next()?.is_some() {}
        Ok(())
    }

    fn position(&self) -> usize {
        self.reader.buffer_position() as usize
    }

    fn event(&mut self) -> Result<Event<'x>, XmlFault> {
        self.at = self.position();
        if self.reader.config().trim_text_start {
            let rest = &self.text.as_bytes()[self.at..];
            self.at += rest.iter().take_while(|sign| BLANKS.contains(sign)).count();
        }
        self.reader.read_event().map_err(|_| {
            self.at = self.reader.error_position() as usize;
            self.fault("broken")
        })
    }

    fn finish(&self) -> Result<(), XmlFault> {
        match (self.depth, self.tops) {
            (0, 1) => Ok(()),
            (0, _) => Err(self.fault("one_element")),
            _ => Err(self.fault("ends_early")),
        }
    }

    fn bounded(&self) -> Result<(), XmlFault> {
        if self.nodes > NODES { Err(self.fault("too_many_nodes").with("limit", NODES)) } else { Ok(()) }
    }

    fn leaf(&mut self, piece: Piece<'x>) -> Result<Piece<'x>, XmlFault> {
        self.bounded()?;
        self.nodes += 1;
        Ok(piece)
    }

    /// A text, with all that belongs to it; none between elements above which nothing stands.
    fn said(&mut self, mut text: Cow<'x, str>) -> Result<Option<Cow<'x, str>>, XmlFault> {
        if self.depth == 0 {
            return if text.trim().is_empty() { Ok(None) } else { Err(self.fault("one_element")) };
        }
        self.nodes += 1;
        // What does not begin with a bracket is text or the name of an entity.
        let pass = self.reader.config().trim_text_start;
        self.pass_blanks(false);
        while self.text.as_bytes().get(self.position()).is_some_and(|next| *next != b'<') {
            match self.event()? {
                Event::Text(more) => text.to_mut().push_str(&more.xml10_content()),
                Event::GeneralRef(entity) => text.to_mut().push_str(&self.entity(&entity)?),
                _ => break,
            }
        }
        self.pass_blanks(pass);
        Ok(Some(text))
    }

    fn entity(&self, entity: &BytesRef<'_>) -> Result<String, XmlFault> {
        let unknown = || self.fault("entity").with("name", &**entity);
        let character = entity.resolve_char_ref().map_err(|_| unknown())?;
        let named = || resolve_xml_entity(entity).map(str::to_owned);
        character.map(String::from).or_else(named).ok_or_else(unknown)
    }

    fn begin(&mut self, name: usize, is_empty: bool) -> Result<Piece<'x>, XmlFault> {
        self.bounded()?;
        let text: &'x str = self.text;
        let tag = &text[self.at + 1..self.position() - 1 - usize::from(is_empty)];
        self.read_attributes(tag, name)?;
        self.nodes += 2 + self.raw.len();
        self.tops += usize::from(self.depth == 0);
        self.depth += 1;
        self.is_empty = is_empty;
        self.declarations.clear();
        self.attributes.clear();
        let raw = std::mem::take(&mut self.raw);
        for (one, prefix) in raw.iter().filter_map(|one| Some((one, declared(one.key.into_inner())?))) {
            self.declare(prefix, one)?;
        }
        let name = self.name(&tag[..name], false)?;
        for one in raw.iter().filter(|one| declared(one.key.into_inner()).is_none()) {
            let value = self.value(one)?;
            let name = self.name(one.key.into_inner(), true)?;
            self.attributes.push(Attribute { name, value });
        }
        self.raw = raw;
        Ok(Piece::Begin(name))
    }

    fn read_attributes(&mut self, tag: &'x str, name: usize) -> Result<(), XmlFault> {
        self.raw.clear();
        // What stands twice is looked for here: the library keeps a list of the names of each element for it.
        let mut attributes = Attributes::new(tag, name);
        for attribute in attributes.with_checks(false).take(ATTRIBUTES + 1) {
            match attribute {
                Ok(one) if self.raw.iter().all(|known| known.key != one.key) => self.raw.push(one),
                _ => return Err(self.fault("broken")),
            }
        }
        if self.raw.len() > ATTRIBUTES {
            return Err(self.fault("too_many_attributes").with("limit", ATTRIBUTES));
        }
        Ok(())
    }

    fn declare(&mut self, prefix: &'x str, attribute: &Raw<'x>) -> Result<(), XmlFault> {
        if !prefix.is_empty() && !is_name(prefix) {
            return Err(self.fault("name").with("name", prefix));
        }
        if self.spaces.len() == PREFIXES {
            return Err(self.fault("too_many_prefixes").with("limit", PREFIXES));
        }
        let address = self.value(attribute)?;
        let space = match namespace(&address) {
            "" => 0,
            _ => {
                self.addresses.push(address.clone());
                self.addresses.len() - 1
            }
        };
        let fresh = self.prefixes.len() as u32;
        let number = *self.prefixes.entry(prefix).or_insert(fresh);
        self.spaces.push(Space { depth: self.depth, prefix: number, space });
        self.declarations.push((prefix, address));
        Ok(())
    }

    fn end(&mut self) -> Result<Piece<'x>, XmlFault> {
        self.bounded()?;
        while self.spaces.last().is_some_and(|space| space.depth >= self.depth) {
            self.spaces.pop();
        }
        self.depth -= 1;
        Ok(Piece::End)
    }

    fn value(&self, attribute: &Raw<'x>) -> Result<Cow<'x, str>, XmlFault> {
        attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| self.fault("broken"))
    }

    /// A name as it is written, in its namespace. An attribute without a prefix stands in none.
    fn name(&self, written: &'x str, is_attribute: bool) -> Result<Name<'x>, XmlFault> {
        let colon = written.bytes().position(|sign| sign == b':');
        let (prefix, local) = colon.map_or(("", written), |at| (&written[..at], &written[at + 1..]));
        if !is_name(local) || colon.is_some() && !is_name(prefix) {
            return Err(self.fault("name").with("name", written));
        }
        let declared = |number: u32| {
            self.spaces.iter().rev().find(|space| space.prefix == number).map(|space| space.space)
        };
        let known = || self.prefixes.get(prefix).copied().and_then(declared);
        let space = match prefix {
            "" if is_attribute => 0,
            "" => declared(NO_PREFIX).unwrap_or_default(),
            "xml" => known().unwrap_or(1),
            _ => known().ok_or_else(|| self.fault("prefix").with("name", written))?,
        };
        Ok(Name { written, local, space })
    }

    fn fault(&self, code: &str) -> XmlFault {
        let before = self.text.get(..self.at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Problem::new(&format!("xml.{code}")).with("line", line).with("column", column)
    }
}

/// The namespace of an address: none is that of XForms, too.
pub(in crate::form) fn namespace(address: &str) -> &str {
    if address == XFORMS { "" } else { address }
}

/// The prefix that an attribute declares, if it declares one.
pub(in crate::form) fn declared(key: &str) -> Option<&str> {
    if key == "xmlns" { Some("") } else { key.strip_prefix("xmlns:") }
}
