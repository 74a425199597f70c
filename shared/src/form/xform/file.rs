//! A file on its way into the model: its elements one by one, and what can be said of them as they come.

use std::borrow::Cow;
use std::collections::HashSet;

use super::write::NAMESPACES;
use crate::form::model::{Attributes, Node};
use crate::form::tree::{Broken, Piece, Xml, XmlFault, XmlName};
use crate::problem::Problem;

/// How deep elements may nest. Forms of people nest a dozen; deeper ones could exhaust the stack.
const MAX_DEPTH: usize = 200;

/// More elements than any form has beside its lists and the texts of its languages: each is a place of interviews, a rule or shown.
const MOST_ELEMENTS: usize = 150_000;

/// Reads a document of data as the element that holds all of it.
pub(in crate::form) fn document(text: &str) -> Result<Node, XmlFault> {
    let read = || -> Result<Node, Broken> {
        let mut file = File::new(text);
        file.top()?;
        let mut node = Node::default();
        file.fill(&mut node)?;
        file.xml.finish_reading()?;
        Ok(node)
    };
    read().map_err(|broken| *broken)
}

/// A file that is being read. What reads an element is called when it has begun, and reads to its end.
pub(super) struct File<'x> {
    pub xml: Xml<'x>,
    /// Prefixes beyond those that every form has.
    pub spaces: Vec<(String, String)>,
    seen: HashSet<&'x str>,
    /// How many elements there are of the model, its lists and texts left out, and of the body.
    pub elements: usize,
    pub counts: bool,
    /// The elements that are open in the body.
    pub open: Option<Vec<Within>>,
    /// Whether some choice has no value.
    pub stores_nothing: bool,
}

/// What is known of an element of the body.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// A choice whose value did not come yet.
    Item,
    Other,
}

impl<'x> File<'x> {
    pub fn new(text: &'x str) -> Self {
        Self {
            xml: Xml::new(text),
            spaces: Vec::new(),
            seen: HashSet::new(),
            elements: 0,
            counts: false,
            open: None,
            stores_nothing: false,
        }
    }

    /// The next piece; none where the document ends.
    pub fn next(&mut self) -> Result<Option<Piece<'x>>, Broken> {
        self.xml.pass_blanks(false);
        self.piece()
    }

    /// The same where no text counts.
    fn next_but_text(&mut self) -> Result<Option<Piece<'x>>, Broken> {
        self.xml.pass_blanks(true);
        self.piece()
    }

    fn piece(&mut self) -> Result<Option<Piece<'x>>, Broken> {
        let Some(piece) = self.xml.next()? else { return Ok(None) };
        let is_element = matches!(piece, Piece::Begin | Piece::End);
        if self.xml.depth() + usize::from(!is_element) > MAX_DEPTH {
            return self.refused(Problem::new("xform.too_deep").with("limit", MAX_DEPTH));
        }
        if self.elements > MOST_ELEMENTS {
            return self.refused(Problem::new("xform.too_large").with("limit", MOST_ELEMENTS));
        }
        match &piece {
            Piece::Begin => self.begun(),
            Piece::End => {
                let ended = self.open.as_mut().and_then(Vec::pop);
                self.stores_nothing |= ended == Some(Within::Item);
            }
            _ => {}
        }
        Ok(Some(piece))
    }

    /// What is no XML is told first.
    fn refused(&mut self, problem: Problem) -> Result<Option<Piece<'x>>, Broken> {
        self.xml.finish_reading()?;
        Err(problem.into())
    }

    fn begun(&mut self) {
        self.elements += usize::from(self.counts);
        for &(prefix, ref address) in self.xml.declarations() {
            let name = |known: &(&str, &str)| known.0.strip_prefix("xmlns:") == Some(prefix);
            let known = prefix.is_empty() || NAMESPACES.iter().any(name);
            if !known && self.seen.insert(prefix) {
                self.spaces.push((prefix.to_owned(), address.clone().into_owned()));
            }
        }
        if let Some(open) = &mut self.open {
            let name = self.xml.name();
            if name.local == "value"
                && let Some(item) = open.last_mut()
            {
                *item = Within::Other;
            }
            open.push(if name.local == "item" { Within::Item } else { Within::Other });
        }
    }

    /// Begins with the one element that holds all others.
    pub fn top(&mut self) -> Result<(), Broken> {
        loop {
            match self.next()? {
                Some(Piece::Begin) => return Ok(()),
                Some(_) => {}
                // That there is one is a matter of XML.
                None => return Err(Problem::new("xform.no_model").into()),
            }
        }
    }

    /// The next element right inside of the one that is read; none at its end.
    pub fn child(&mut self) -> Result<Option<XmlName<'x>>, Broken> {
        loop {
            match self.next_but_text()? {
                Some(Piece::Begin) => return Ok(Some(self.xml.name())),
                Some(Piece::End) | None => return Ok(None),
                Some(_) => {}
            }
        }
    }

    pub fn skip(&mut self) -> Result<(), Broken> {
        let above = self.xml.depth() - 1;
        while self.xml.depth() > above && self.next_but_text()?.is_some() {}
        Ok(())
    }

    /// All text up to the end of the element.
    pub fn text(&mut self) -> Result<Cow<'x, str>, Broken> {
        let above = self.xml.depth() - 1;
        let mut said: Cow<'x, str> = Cow::default();
        while self.xml.depth() > above
            && let Some(piece) = self.next()?
        {
            if let Piece::Text(text) = piece {
                said += text;
            }
        }
        Ok(said)
    }

    pub fn trimmed(&mut self) -> Result<String, Broken> {
        Ok(self.text()?.trim().to_owned())
    }

    pub fn known_attribute(&self, name: &str) -> Option<String> {
        let wanted = self.xml.attributes().iter().find(|one| one.name.space == 0 && one.name.local == name);
        wanted.map(|one| one.value.clone().into_owned())
    }

    pub fn attribute(&self, name: &str) -> String {
        self.known_attribute(name).unwrap_or_default()
    }

    pub fn attributes(&self) -> Attributes {
        self.xml.attributes().iter().map(|one| (self.called(&one.name), &*one.value)).collect()
    }

    /// A name as the model knows it, whatever prefix the file gives to what every form has.
    pub fn called(&self, name: &XmlName<'x>) -> Cow<'x, str> {
        let prefix = name.prefix();
        if prefix.is_empty() {
            return Cow::Borrowed(name.called());
        }
        let address = self.xml.address(name.space);
        let usual = NAMESPACES.iter().find(|(_, known)| *known == address);
        match usual.and_then(|(key, _)| key.strip_prefix("xmlns:")) {
            Some(usual) if usual != prefix => Cow::Owned(format!("{usual}:{}", name.local)),
            _ => Cow::Borrowed(name.called()),
        }
    }

    /// Makes a node of the element that began.
    pub fn fill(&mut self, node: &mut Node) -> Result<(), Broken> {
        node.name = self.xml.name().called().to_owned();
        node.attributes = self.attributes();
        let mut said: Cow<'x, str> = Cow::default();
        loop {
            let next = if node.children.is_empty() { self.next()? } else { self.next_but_text()? };
            match next {
                Some(Piece::Begin) => {
                    node.children.push(Node::default());
                    let last = node.children.len() - 1;
                    self.fill(&mut node.children[last])?;
                }
                Some(Piece::Text(text)) if node.children.is_empty() => said += text,
                Some(Piece::End) | None => break,
                Some(_) => {}
            }
        }
        if node.children.is_empty() {
            node.text = said.into_owned();
        }
        Ok(())
    }

    /// The first element of an instance, which is its data. A namespace that it is given of its own stays with it.
    pub fn root(&mut self) -> Result<Option<Node>, Broken> {
        let mut root = None;
        while self.child()?.is_some() {
            if root.is_some() {
                self.skip()?;
                continue;
            }
            let space = self.xml.declarations().iter().find(|(prefix, _)| prefix.is_empty());
            let own = |address: &&str| !address.is_empty() && *address != NAMESPACES[0].1;
            let space = space.map(|(_, address)| &**address).filter(own).map(str::to_owned);
            let node = root.insert(Node::default());
            self.fill(node)?;
            space.into_iter().for_each(|space| node.attributes.set("xmlns", space));
        }
        Ok(root)
    }
}
