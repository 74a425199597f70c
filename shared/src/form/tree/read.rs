//! Reads XML into the arena: every node with the place where it stands, names by their namespace, entities resolved.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::arena::Tree;
use super::names::{NameId, is_name};
use super::node::{Kind, Node, NodeId};
use crate::problem::Problem;

/// Why a text is no XML that can be read, and where.
pub type XmlFault = Problem;

const XFORMS: &str = "http://www.w3.org/2002/xforms";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// More than any form has, and no more than a small machine has memory and patience for: nodes of a document, attributes of
/// an element, and prefixes that are declared at one place.
const NODES: usize = 1_200_000;
const ATTRIBUTES: usize = 200;
const PREFIXES: usize = 500;

impl Tree {
    /// Reads a document behind those that are here already, and gives its root.
    pub fn read(&mut self, text: &str) -> Result<NodeId, XmlFault> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let root = self.add(Node::new(Kind::Root));
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        let mut document =
            Document { tree: self, text, at: 0, open: vec![root], spaces: Vec::new(), piece: None, nodes: 0 };
        loop {
            document.at = reader.buffer_position() as usize;
            let event = reader.read_event().map_err(|_| {
                document.at = reader.error_position() as usize;
                document.fault("broken")
            })?;
            if matches!(event, Event::Eof) {
                return document.end(root);
            }
            document.take(event)?;
        }
    }
}

/// A document that is being read.
struct Document<'t> {
    tree: &'t mut Tree,
    text: &'t str,
    at: usize,
    /// The root and the elements that are open.
    open: Vec<NodeId>,
    /// The declarations that hold.
    spaces: Vec<Space>,
    /// The text node that goes on, if text comes next, and what it says so far.
    piece: Option<(NodeId, String)>,
    /// How many nodes were read; an element counts twice, as it takes more room.
    nodes: usize,
}

/// What a prefix stands for, both as one of the known texts; names are many, and are not compared letter by letter.
struct Space {
    /// How many elements were open where it was declared.
    depth: usize,
    prefix: u32,
    /// The first text, the empty one, for XForms: expressions name what a form is made of, and what is in its lists, without
    /// a prefix.
    namespace: u32,
}

impl Document<'_> {
    fn take(&mut self, event: Event<'_>) -> Result<(), XmlFault> {
        match event {
            Event::Text(text) => return self.piece(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                let text = self.entity(&entity)?;
                return self.piece(&text);
            }
            _ => {
                if let Some((id, text)) = self.piece.take() {
                    self.tree.node_mut(id).value = text.into();
                }
            }
        }
        if self.nodes > NODES {
            return Err(self.fault("too_many_nodes").with("limit", NODES));
        }
        match event {
            Event::Start(element) => self.element(&element)?,
            Event::End(_) => {
                let depth = self.open.len();
                while self.spaces.last().is_some_and(|space| space.depth >= depth) {
                    self.spaces.pop();
                }
                self.open.pop();
            }
            Event::CData(text) => {
                self.leaf(Kind::Text, "", &text.xml10_content());
            }
            Event::Comment(text) => {
                self.leaf(Kind::Comment, "", &text.xml10_content());
            }
            Event::PI(instruction) => {
                self.leaf(Kind::Instruction, instruction.target(), instruction.content().trim_start());
            }
            Event::DocType(_) => {
                self.leaf(Kind::DocumentType, "", "");
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&self, root: NodeId) -> Result<NodeId, XmlFault> {
        if self.open.len() > 1 {
            return Err(self.fault("ends_early"));
        }
        match self.tree.elements(root).count() {
            1 => Ok(root),
            _ => Err(self.fault("one_element")),
        }
    }

    fn put(&mut self, node: Node) -> NodeId {
        let parent = self.open[self.open.len() - 1];
        let id = self.tree.add(Node { at: self.at as u32, ..node });
        self.nodes += 1;
        let last = self.tree.node(parent).last;
        self.tree.link(parent, id, last, None);
        id
    }

    fn leaf(&mut self, kind: Kind, name: &str, text: &str) -> NodeId {
        let name = if name.is_empty() { NameId::NONE } else { self.tree.intern("", name) };
        self.put(Node { name, value: text.into(), ..Node::new(kind) })
    }

    fn piece(&mut self, text: &str) -> Result<(), XmlFault> {
        if self.open.len() == 1 {
            return if text.trim().is_empty() { Ok(()) } else { Err(self.fault("one_element")) };
        }
        match &mut self.piece {
            Some((_, said)) => said.push_str(text),
            None => self.piece = Some((self.leaf(Kind::Text, "", ""), text.to_owned())),
        }
        Ok(())
    }

    fn entity(&self, entity: &BytesRef<'_>) -> Result<String, XmlFault> {
        let unknown = || self.fault("entity").with("name", &**entity);
        let character = entity.resolve_char_ref().map_err(|_| unknown())?;
        let named = || resolve_xml_entity(entity).map(str::to_owned);
        character.map(String::from).or_else(named).ok_or_else(unknown)
    }

    fn element(&mut self, element: &BytesStart<'_>) -> Result<(), XmlFault> {
        let attributes: Result<Vec<_>, _> = element.attributes().take(ATTRIBUTES + 1).collect();
        let attributes = attributes.map_err(|_| self.fault("broken"))?;
        if attributes.len() > ATTRIBUTES {
            return Err(self.fault("too_many_attributes").with("limit", ATTRIBUTES));
        }
        self.nodes += 1 + attributes.len();
        let depth = self.open.len() + 1;
        let id = self.put(Node::new(Kind::Element));
        for attribute in &attributes {
            let Some(prefix) = declared(attribute.key.as_ref()) else { continue };
            if !prefix.is_empty() && !is_name(prefix) {
                return Err(self.fault("name").with("name", prefix));
            }
            if self.spaces.len() == PREFIXES {
                return Err(self.fault("too_many_prefixes").with("limit", PREFIXES));
            }
            let address = self.value(attribute)?;
            self.tree.prefixes.entry(prefix.into()).or_insert_with(|| address.as_str().into());
            let namespace = self.tree.spelling(if address == XFORMS { "" } else { &address });
            let name = self.tree.intern("", prefix);
            let prefix = self.tree.spelling(prefix);
            self.spaces.push(Space { depth, prefix, namespace });
            let at = self.at as u32;
            self.tree
                .put_attribute(id, Node { name, at, value: address.into(), ..Node::new(Kind::Namespace) });
        }
        self.name(id, element.name().as_ref())?;
        for attribute in attributes.iter().filter(|one| declared(one.key.as_ref()).is_none()) {
            let value = self.value(attribute)?.into();
            let at = self.at as u32;
            let one = self.tree.put_attribute(id, Node { at, value, ..Node::new(Kind::Attribute) });
            self.name(one, attribute.key.as_ref())?;
        }
        self.open.push(id);
        Ok(())
    }

    fn value(&self, attribute: &Attribute<'_>) -> Result<String, XmlFault> {
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        value.map(|value| value.into_owned()).map_err(|_| self.fault("broken"))
    }

    /// Gives a node the name that is written. An attribute without a prefix stands in no namespace.
    fn name(&mut self, id: NodeId, written: &str) -> Result<(), XmlFault> {
        let (prefix, local) = written.split_once(':').unwrap_or(("", written));
        if !is_name(local) || written.contains(':') && !is_name(prefix) {
            return Err(self.fault("name").with("name", written));
        }
        let spelled = self.tree.spelling(prefix);
        let declared = || self.spaces.iter().rev().find(|space| space.prefix == spelled);
        let namespace = match (prefix, self.tree.kind(id)) {
            ("", Kind::Attribute) => 0,
            _ => match (declared(), prefix) {
                (Some(space), _) => space.namespace,
                (None, "") => 0,
                (None, "xml") => self.tree.spelling(XML),
                (None, _) => return Err(self.fault("prefix").with("name", written)),
            },
        };
        let name = self.tree.intern_in(namespace, local);
        let node = self.tree.node_mut(id);
        (node.name, node.prefix) = (name, spelled);
        Ok(())
    }

    fn fault(&self, code: &str) -> XmlFault {
        let before = self.text.get(..self.at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Problem::new(&format!("xml.{code}")).with("line", line).with("column", column)
    }
}

/// The prefix that an attribute declares, if it declares one.
fn declared(key: &str) -> Option<&str> {
    if key == "xmlns" { Some("") } else { key.strip_prefix("xmlns:") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Language, problem};

    #[test]
    fn a_fault_names_its_line_and_column() {
        for (text, code, at) in [
            ("<a>\n  <b></a>", "xml.broken", ("2", "6")),
            ("<a>\n&xin;</a>", "xml.entity", ("2", "1")),
            ("<a>\n<ơ:b/></a>", "xml.prefix", ("2", "1")),
            ("<a>\n", "xml.ends_early", ("2", "1")),
            ("<a/><b/>", "xml.one_element", ("1", "9")),
            ("", "xml.one_element", ("1", "1")),
            ("<a/>chữ", "xml.one_element", ("1", "5")),
            ("<a b='1' b='2'/>", "xml.broken", ("1", "1")),
            ("<a>\n<b//></a>", "xml.name", ("2", "1")),
            ("<a>< /></a>", "xml.name", ("1", "4")),
            ("<a:b:c/>", "xml.name", ("1", "1")),
            ("<a 1b=''/>", "xml.name", ("1", "1")),
        ] {
            let fault = Tree::new().read(text).expect_err(text);
            assert_eq!((fault.code.as_str(), (&*fault.params["line"], &*fault.params["column"])), (code, at));
            for language in [Language::Vi, Language::En] {
                let shown = problem(language, &fault);
                assert!(!shown.contains('{') && !shown.starts_with("problem."), "{shown}");
            }
        }
    }

    #[test]
    fn names_are_those_of_their_namespace_and_what_is_read_is_written_again() {
        let text =
            "<h:a xmlns:h=\"x\" xmlns=\"y\"><b h:c=\"1 &amp; 2\" d=\"\"/><!--no--><?do it?>&lt;&#10;</h:a>";
        let mut tree = Tree::new();
        let root = tree.read(&format!("<?xml version='1.0'?>\n{text}\n")).unwrap();
        assert_eq!(tree.xml(root), text.replace("&#10;", "\n"));
        let a = tree.child(root, "a").unwrap();
        let b = tree.child(a, "b").unwrap();
        assert_eq!((tree.namespace(a), tree.namespace(b), &*tree.qualified(a)), ("x", "y", "h:a"));
        let spaces: Vec<&str> = tree.attributes(b).map(|one| tree.namespace(one)).collect();
        assert_eq!(spaces, ["x", ""]);
        assert_eq!((tree.attribute(b, "d"), tree.attribute(b, "c")), (Some(""), None));
    }

    #[test]
    fn entities_that_grow_are_refused_and_depth_is_no_danger() {
        let bomb = "<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;'>]><a>&c;</a>";
        assert_eq!(Tree::new().read(bomb).unwrap_err().code, "xml.entity");
        let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
        let mut tree = Tree::new();
        let root = tree.read(&deep).unwrap();
        let again = tree.copy(root);
        assert_eq!(tree.xml(again).len(), deep.len() - 3);
    }

    #[test]
    fn a_document_has_a_size_that_can_be_read() {
        let many = |n: usize, write: &dyn Fn(usize) -> String| (0..n).map(write).collect::<String>();
        let attributes = many(ATTRIBUTES + 1, &|n| format!(" a{n}=''"));
        let prefixes = many(PREFIXES, &|n| format!("<a xmlns:p{n}=''>"));
        for (text, code) in [
            (format!("<a>{}</a>", "<b/>".repeat(NODES / 2)), "xml.too_many_nodes"),
            (format!("<a{attributes}/>"), "xml.too_many_attributes"),
            (format!("{prefixes}<a xmlns='x'>"), "xml.too_many_prefixes"),
        ] {
            assert_eq!(Tree::new().read(&text).unwrap_err().code, code);
        }
        // A text of many pieces takes as long as it is, not its square.
        let mut tree = Tree::new();
        let root = tree.read(&format!("<a>{}</a>", "&lt;x".repeat(200_000))).unwrap();
        assert_eq!(tree.text(root).len(), 400_000);
    }
}
