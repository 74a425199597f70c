//! Reads XML into the arena: every node with the place where it stands, names by their namespace.

use super::arena::Tree;
use super::names::NameId;
use super::node::{Kind, Node, NodeId};
use super::xml::{Broken, Name, Piece, Xml, XmlFault};

impl Tree {
    /// Reads a document behind those that are here already, and gives its root.
    pub fn read(&mut self, text: &str) -> Result<NodeId, XmlFault> {
        self.read_pieces(text).map_err(|broken| *broken)
    }

    fn read_pieces(&mut self, text: &str) -> Result<NodeId, Broken> {
        let root = self.begin();
        let mut document = Document { tree: self, xml: Xml::new(text), spaces: Vec::new() };
        // The root and the elements that are open.
        let mut open = vec![root];
        while let Some(piece) = document.xml.next()? {
            let parent = open[open.len() - 1];
            let leaf = match piece {
                Piece::Begin => {
                    let name = document.xml.name();
                    open.push(document.element(parent, name));
                    continue;
                }
                Piece::End => {
                    open.pop();
                    continue;
                }
                Piece::Text(text) => Node { value: text.into(), ..Node::new(Kind::Text) },
                Piece::Comment(text) => Node { value: text.into(), ..Node::new(Kind::Comment) },
                Piece::Instruction(said) => {
                    let (target, content) = *said;
                    let name = document.tree.intern("", &target);
                    Node { name, value: content.into(), ..Node::new(Kind::Instruction) }
                }
                Piece::DocumentType => Node::new(Kind::DocumentType),
            };
            document.tree.put(parent, leaf);
        }
        Ok(root)
    }

    /// Begins a document. All its nodes are put in document order, each behind those that are there.
    pub(in crate::form) fn begin(&mut self) -> NodeId {
        self.add(Node::new(Kind::Root))
    }

    /// Takes back all nodes but so many.
    pub(in crate::form) fn cut(&mut self, len: usize) {
        self.nodes.truncate(len - self.shared.len());
    }

    fn put(&mut self, parent: NodeId, node: Node) -> NodeId {
        let id = self.add(node);
        let last = self.node(parent).last;
        self.link(parent, id, last, None);
        id
    }

    /// Puts an element; its name and the prefix before it.
    pub(in crate::form) fn put_element(&mut self, parent: NodeId, (name, prefix): (NameId, u32)) -> NodeId {
        self.put(parent, Node { name, prefix, ..Node::new(Kind::Element) })
    }

    /// Puts a text.
    pub(in crate::form) fn put_text(&mut self, parent: NodeId, text: &str) {
        self.put(parent, Node { value: text.into(), ..Node::new(Kind::Text) });
    }

    /// Puts an attribute to the element that was put last.
    pub(in crate::form) fn put_value(&mut self, element: NodeId, (name, prefix): (NameId, u32), text: &str) {
        self.put_attribute(element, Node { name, prefix, value: text.into(), ..Node::new(Kind::Attribute) });
    }

    /// Puts what a prefix stands for to the element that was put last.
    pub(in crate::form) fn put_declaration(&mut self, element: NodeId, prefix: &str, address: &str) {
        let name = self.intern("", prefix);
        self.prefixes.entry(prefix.into()).or_insert_with(|| address.into());
        self.put_attribute(element, Node { name, value: address.into(), ..Node::new(Kind::Namespace) });
    }
}

/// A document on its way into the arena.
struct Document<'t, 'x> {
    tree: &'t mut Tree,
    xml: Xml<'x>,
    /// The addresses of namespaces as texts of the arena, by their numbers in the document.
    spaces: Vec<u32>,
}

impl Document<'_, '_> {
    fn element(&mut self, parent: NodeId, name: Name<'_>) -> NodeId {
        let name = self.named(name);
        let element = self.tree.put_element(parent, name);
        for (prefix, address) in self.xml.declarations() {
            self.tree.put_declaration(element, prefix, address);
        }
        for nth in 0..self.xml.attributes().len() {
            let name = self.named(self.xml.attributes()[nth].name);
            self.tree.put_value(element, name, &self.xml.attributes()[nth].value);
        }
        element
    }

    /// A name and its prefix as the arena knows them.
    fn named(&mut self, name: Name<'_>) -> (NameId, u32) {
        while self.spaces.len() <= name.space {
            let address = self.xml.address(self.spaces.len());
            self.spaces.push(self.tree.spelling(address));
        }
        (self.tree.intern_in(self.spaces[name.space], name.local), self.tree.spelling(name.prefix()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::prefixes::PREFIXES;
    use super::super::xml::{ATTRIBUTES, NODES};
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
            ("<a>\nc\u{b}</a>", "xml.character", ("2", "2")),
            ("<a>\n&#11;</a>", "xml.entity", ("2", "1")),
            ("<a>\n<b c='&#11;'/></a>", "xml.broken", ("2", "1")),
            ("<a>\n<b c='1'd='2'/></a>", "xml.broken", ("2", "1")),
            ("<a>\n<b c='<'/></a>", "xml.broken", ("2", "1")),
            ("<a>\nb ]]> c</a>", "xml.broken", ("2", "3")),
            ("<a>\n<!-- b -- c --></a>", "xml.broken", ("2", "8")),
            ("<a>\n<?xml version='1.0'?></a>", "xml.broken", ("2", "1")),
            ("<a>\n<!DOCTYPE a></a>", "xml.broken", ("2", "1")),
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
    fn a_document_may_name_characters() {
        let text = "<!DOCTYPE a [<!ENTITY e \"&#7879;\">]><a b='1&e;&lt;'>2&e;3</a>";
        let mut tree = Tree::new();
        let root = tree.read(text).unwrap();
        let a = tree.child(root, "a").unwrap();
        assert_eq!((tree.attribute(a, "b"), &*tree.text(a)), (Some("1ệ<"), "2ệ3"));
        let long = format!("<!DOCTYPE a [<!ENTITY e '{}'>]><a b='IN'>IN</a>", "x".repeat(9_000));
        let many = "&e;".repeat(100);
        for long in [long.replacen("IN", &many, 1).replace("IN", &many), long.replace("IN", &many.repeat(2))]
        {
            assert_eq!(Tree::new().read(&long).unwrap_err().code, "xml.too_many_nodes");
        }
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
