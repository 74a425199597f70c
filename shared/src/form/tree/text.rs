//! What a node says: the text of an expression's `string()`, and the answer of a question.

use std::borrow::Cow;

use super::arena::Tree;
use super::node::{Kind, NodeId};

impl Tree {
    /// What the node says: its own text, or that of all text below it.
    pub fn text(&self, id: NodeId) -> Cow<'_, str> {
        let node = self.node(id);
        if !matches!(node.kind, Kind::Root | Kind::Element) {
            return Cow::Borrowed(&node.value);
        }
        let Some(first) = node.first else { return Cow::Borrowed("") };
        let only = self.node(first);
        if only.next.is_none() && only.kind == Kind::Text {
            return Cow::Borrowed(&only.value);
        }
        let texts = self.descendants(id).filter(|below| self.kind(*below) == Kind::Text);
        Cow::Owned(texts.map(|text| &*self.node(text).value).collect())
    }

    /// Whether it says nothing.
    pub fn is_blank(&self, id: NodeId) -> bool {
        let node = self.node(id);
        if !matches!(node.kind, Kind::Root | Kind::Element) {
            return node.value.is_empty();
        }
        !self
            .descendants(id)
            .any(|below| self.kind(below) == Kind::Text && !self.node(below).value.is_empty())
    }

    /// Makes the node say this and nothing else.
    pub fn set_text(&mut self, id: NodeId, text: &str) {
        if !matches!(self.kind(id), Kind::Root | Kind::Element) {
            self.node_mut(id).value = text.into();
            return;
        }
        match self.node(id).first {
            Some(first) if self.kind(first) == Kind::Text && self.node(first).next.is_none() => {
                self.node_mut(first).value = text.into();
            }
            _ => {
                while let Some(child) = self.node(id).first {
                    self.detach(child);
                }
                if !text.is_empty() {
                    let text = self.make_text(text);
                    self.append(id, text);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_says_all_that_is_written_below_it() {
        let mut tree = Tree::new();
        let root = tree.read("<a>x<b>y<!-- no --></b><![CDATA[<z>]]></a>").unwrap();
        assert_eq!(tree.text(root), "xy<z>");
        let a = tree.child(root, "a").unwrap();
        tree.set_text(a, "ơ");
        assert_eq!((tree.text(root).as_ref(), tree.elements(a).count()), ("ơ", 0));
        tree.set_text(a, "");
        assert!(tree.is_blank(root));
    }
}
