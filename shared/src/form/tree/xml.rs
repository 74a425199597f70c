//! XML as it is read, piece by piece: names by their namespace, entities resolved, each fault with its line and column. What stands
//! in the text as it is said is a slice of it.

use std::borrow::Cow;

use foldhash::HashMap;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::attributes::{Attribute as Raw, Attributes};
use quick_xml::events::{BytesRef, BytesText, Event};
use quick_xml::reader::Reader;

use super::names::is_name;
use super::prefixes::{PREFIXES, Prefixes, declared};
use super::written::{entities, unwritten};
use crate::problem::Problem;

/// Why a text is no XML that can be read, and where.
pub type XmlFault = Problem;

/// The same while it is read: what goes from hand to hand with each piece is small.
pub(in crate::form) type Broken = Box<Problem>;

/// More than any form has, and no more than a small machine has memory and patience for: nodes of a document, and attributes of
/// an element.
pub(in crate::form) const NODES: usize = 1_200_000;
pub(in crate::form) const ATTRIBUTES: usize = 200;

/// The signs between elements that say nothing.
const BLANKS: &[u8] = b" \t\r\n";

/// A piece of a document.
pub(in crate::form) enum Piece<'x> {
    /// An element begins; its name, attributes and declarations are known until the next piece.
    Begin,
    /// The element that is open ends.
    End,
    /// Text, up to what else comes; or a section of it.
    Text(Cow<'x, str>),
    Comment(Cow<'x, str>),
    /// An instruction to some program: to which, and what.
    Instruction(Box<(String, String)>),
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
        self.written[..self.written.len() - self.local.len()].trim_end_matches(':')
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

/// A document that is being read.
pub(in crate::form) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    text: &'x str,
    /// The byte where the piece begins that was read last.
    at: usize,
    depth: usize,
    /// How many elements stood above all others.
    tops: usize,
    /// The name of the element that began last.
    name: Name<'x>,
    /// Whether the element that began is empty, and ends next.
    is_empty: bool,
    prefixes: Prefixes<'x>,
    /// What entities of its own stand for.
    entities: HashMap<String, String>,
    raw: Vec<Raw<'x>>,
    declarations: Vec<(&'x str, Cow<'x, str>)>,
    attributes: Vec<Attribute<'x>>,
    /// How many nodes were read; an element counts twice, as it takes more room. What entities stand for counts by bytes.
    nodes: usize,
}

impl<'x> Xml<'x> {
    pub fn new(text: &'x str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_comments = true;
        Self {
            reader,
            text,
            at: 0,
            depth: 0,
            tops: 0,
            name: Name { written: "", local: "", space: 0 },
            is_empty: false,
            prefixes: Prefixes::new(),
            entities: HashMap::default(),
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

    /// The name of the element that began.
    pub fn name(&self) -> Name<'x> {
        self.name
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
        self.prefixes.address(space)
    }

    /// Whether blanks at the beginning of texts are passed over from here on.
    pub fn pass_blanks(&mut self, pass: bool) {
        self.reader.config_mut().trim_text_start = pass;
    }

    /// The next piece; none at the end.
    pub fn next(&mut self) -> Result<Option<Piece<'x>>, Broken> {
        if self.position() == 0
            && let Some(at) = unwritten(self.text)
        {
            self.at = at;
            return Err(self.fault("character").into());
        }
        if std::mem::take(&mut self.is_empty) {
            self.at = self.position();
            return self.end().map(|()| Some(Piece::End));
        }
        loop {
            self.go_on();
            // What the library gives is large: it is looked at where it stands.
            return Ok(Some(match self.reader.read_event() {
                Ok(Event::Start(tag)) => {
                    self.begin(tag.name().into_inner().len(), false).map(|()| Piece::Begin)?
                }
                Ok(Event::Empty(tag)) => {
                    self.begin(tag.name().into_inner().len(), true).map(|()| Piece::Begin)?
                }
                Ok(Event::End(_)) => self.end().map(|()| Piece::End)?,
                Ok(Event::Text(text)) => {
                    let text = self.plain(&text)?;
                    let Some(text) = self.said(text)? else { continue };
                    Piece::Text(text)
                }
                Ok(Event::GeneralRef(entity)) => {
                    let text = self.entity(&entity)?;
                    let Some(text) = self.said(text.into())? else { continue };
                    Piece::Text(text)
                }
                Ok(Event::Eof) => return self.finish().map(|()| None),
                Ok(Event::CData(text)) => self.leaf(Piece::Text(text.xml10_content()))?,
                Ok(Event::Comment(text)) => self.leaf(Piece::Comment(text.xml10_content()))?,
                Ok(Event::PI(instruction)) => {
                    let (target, content) = (instruction.target(), instruction.content().trim_start());
                    self.leaf(Piece::Instruction(Box::new((target.to_owned(), content.to_owned()))))?
                }
                Ok(Event::DocType(said)) if self.tops == 0 => {
                    self.entities = entities(&said);
                    self.leaf(Piece::DocumentType)?
                }
                Ok(Event::Decl(_)) if self.text[..self.at].trim().is_empty() => continue,
                // Both stand at the beginning.
                Ok(Event::DocType(_) | Event::Decl(_)) => return Err(self.fault("broken").into()),
                Err(_) => return Err(self.broken()),
            }));
        }
    }

    /// Reads on to the end, for the faults that are there.
    pub fn finish_reading(&mut self) -> Result<(), Broken> {
        self.pass_blanks(false);
        while self.next()?.is_some() {}
        Ok(())
    }

    fn position(&self) -> usize {
        self.reader.buffer_position() as usize
    }

    /// Notes where the next event begins.
    fn go_on(&mut self) {
        self.at = self.position();
        if self.reader.config().trim_text_start {
            let rest = &self.text.as_bytes()[self.at..];
            self.at += rest.iter().take_while(|sign| BLANKS.contains(sign)).count();
        }
    }

    /// Where the library could not go on.
    fn broken(&mut self) -> Broken {
        self.at = self.reader.error_position() as usize;
        self.fault("broken").into()
    }

    fn finish(&self) -> Result<(), Broken> {
        match (self.depth, self.tops) {
            (0, 1) => Ok(()),
            (0, _) => Err(self.fault("one_element").into()),
            _ => Err(self.fault("ends_early").into()),
        }
    }

    fn bounded(&self) -> Result<(), Broken> {
        if self.nodes > NODES {
            return Err(self.fault("too_many_nodes").with("limit", NODES).into());
        }
        Ok(())
    }

    fn leaf(&mut self, piece: Piece<'x>) -> Result<Piece<'x>, Broken> {
        self.bounded()?;
        self.nodes += 1;
        Ok(piece)
    }

    /// A text, with all that belongs to it; none between elements above which nothing stands.
    fn said(&mut self, mut text: Cow<'x, str>) -> Result<Option<Cow<'x, str>>, Broken> {
        if self.depth == 0 {
            return if text.trim().is_empty() { Ok(None) } else { Err(self.fault("one_element").into()) };
        }
        self.nodes += 1;
        // What does not begin with a bracket is text or the name of an entity.
        let pass = self.reader.config().trim_text_start;
        self.pass_blanks(false);
        while self.text.as_bytes().get(self.position()).is_some_and(|next| *next != b'<') {
            self.go_on();
            match self.reader.read_event() {
                Ok(Event::Text(more)) => text.to_mut().push_str(&self.plain(&more)?),
                Ok(Event::GeneralRef(entity)) => text.to_mut().push_str(&self.entity(&entity)?),
                Ok(_) => break,
                Err(_) => return Err(self.broken()),
            }
        }
        self.pass_blanks(pass);
        Ok(Some(text))
    }

    fn plain(&mut self, text: &BytesText<'x>) -> Result<Cow<'x, str>, Broken> {
        // This ends a section, and stands nowhere else.
        if let Some(within) = text.find("]]>") {
            self.at += within;
            return Err(self.fault("broken").into());
        }
        Ok(text.xml10_content())
    }

    fn entity(&mut self, entity: &BytesRef<'_>) -> Result<String, Broken> {
        let unknown = |own: &Self| Broken::new(own.fault("entity").with("name", &**entity));
        let character = entity.resolve_char_ref().map_err(|_| unknown(self))?.map(String::from);
        let known = character.or_else(|| resolve_xml_entity(entity).map(str::to_owned));
        match known.filter(|text| unwritten(text).is_none()) {
            Some(text) => Ok(text),
            None => {
                let own = self.entities.get(&**entity).ok_or_else(|| unknown(self))?.clone();
                self.nodes += own.len();
                self.bounded().map(|()| own)
            }
        }
    }

    fn begin(&mut self, name: usize, is_empty: bool) -> Result<(), Broken> {
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
        self.name = self.named(&tag[..name], false)?;
        let declares = !self.declarations.is_empty();
        for one in raw.iter().filter(|one| !declares || declared(one.key.into_inner()).is_none()) {
            let value = self.value(one)?;
            let name = self.named(one.key.into_inner(), true)?;
            self.attributes.push(Attribute { name, value });
        }
        self.raw = raw;
        Ok(())
    }

    fn read_attributes(&mut self, tag: &'x str, name: usize) -> Result<(), Broken> {
        self.raw.clear();
        // What stands twice is looked for here: the library keeps a list of the names of each element for it.
        let mut attributes = Attributes::new(tag, name);
        for attribute in attributes.with_checks(false).take(ATTRIBUTES + 1) {
            match attribute {
                Ok(one) if self.is_apart(&one, tag) => self.raw.push(one),
                _ => return Err(self.fault("broken").into()),
            }
        }
        if self.raw.len() > ATTRIBUTES {
            return Err(self.fault("too_many_attributes").with("limit", ATTRIBUTES).into());
        }
        Ok(())
    }

    /// Whether an attribute stands once, behind a blank, and holds no bracket, which the library all lets pass.
    fn is_apart(&self, attribute: &Raw<'x>, tag: &str) -> bool {
        let key = attribute.key.into_inner();
        let before = (key.as_ptr().addr() - tag.as_ptr().addr()).checked_sub(1);
        before.is_some_and(|before| BLANKS.contains(&tag.as_bytes()[before]))
            && !attribute.value.contains('<')
            && self.raw.iter().all(|known| known.key != attribute.key)
    }

    fn declare(&mut self, prefix: &'x str, attribute: &Raw<'x>) -> Result<(), Broken> {
        if !prefix.is_empty() && !is_name(prefix) {
            return Err(self.fault("name").with("name", prefix).into());
        }
        if self.prefixes.is_full() {
            return Err(self.fault("too_many_prefixes").with("limit", PREFIXES).into());
        }
        let address = self.value(attribute)?;
        self.prefixes.declare(prefix, address.clone(), self.depth);
        self.declarations.push((prefix, address));
        Ok(())
    }

    fn end(&mut self) -> Result<(), Broken> {
        self.bounded()?;
        self.prefixes.end(self.depth);
        self.depth -= 1;
        Ok(())
    }

    fn value(&mut self, attribute: &Raw<'x>) -> Result<Cow<'x, str>, Broken> {
        let known = |name: &str| resolve_xml_entity(name).or(self.entities.get(name).map(String::as_str));
        let value = attribute.normalized_value_with(XmlVersion::Implicit1_0, 1, known);
        let value =
            value.ok().filter(|value| matches!(value, Cow::Borrowed(_)) || unwritten(value).is_none());
        let value = value.ok_or_else(|| Broken::new(self.fault("broken")))?;
        // Only entities make it longer.
        self.nodes += value.len().saturating_sub(attribute.value.len());
        self.bounded().map(|()| value)
    }

    /// A name as it is written, in its namespace. An attribute without a prefix stands in none.
    fn named(&self, written: &'x str, is_attribute: bool) -> Result<Name<'x>, Broken> {
        let colon = written.bytes().position(|sign| sign == b':');
        let (prefix, local) = colon.map_or(("", written), |at| (&written[..at], &written[at + 1..]));
        if !is_name(local) || colon.is_some() && !is_name(prefix) {
            return Err(self.fault("name").with("name", written).into());
        }
        let space = match prefix {
            "" if is_attribute => 0,
            _ => self
                .prefixes
                .space(prefix)
                .ok_or_else(|| Broken::new(self.fault("prefix").with("name", written)))?,
        };
        Ok(Name { written, local, space })
    }

    fn fault(&self, code: &str) -> Problem {
        let before = self.text.get(..self.at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Problem::new(&format!("xml.{code}")).with("line", line).with("column", column)
    }
}
