//! Instances come and go: nodes made, put into their place, taken out of it, copied.

use std::cell::OnceCell;

use super::arena::Tree;
use super::names::NameId;
use super::node::{Kind, Node, NodeId};

impl Tree {
    /// An element that stands nowhere yet.
    pub fn make_element(&mut self, name: NameId) -> NodeId {
        self.add(Node { name, ..Node::new(Kind::Element) })
    }

    /// A text that stands nowhere yet.
    pub fn make_text(&mut self, text: &str) -> NodeId {
        self.add(Node { value: text.into(), ..Node::new(Kind::Text) })
    }

    /// Gives an element an attribute, or another text to one that it has.
    pub fn set_attribute(&mut self, element: NodeId, name: NameId, prefix: &str, text: &str) {
        let has = self.attributes(element).find(|one| self.name(*one) == name);
        let attribute = has.unwrap_or_else(|| {
            self.touch();
            let prefix = self.spelling(prefix);
            self.put_attribute(element, Node { name, prefix, ..Node::new(Kind::Attribute) })
        });
        self.node_mut(attribute).value = text.into();
    }

    /// Adds an attribute or a declaration behind those that an element has.
    pub(super) fn put_attribute(&mut self, element: NodeId, attribute: Node) -> NodeId {
        let last = self.declarations_and_attributes(element).last();
        let id = self.add(Node { parent: Some(element), previous: last, ..attribute });
        match last {
            Some(last) => self.node_mut(last).next = Some(id),
            None => self.node_mut(element).attribute = Some(id),
        }
        id
    }

    /// Puts a node that stands nowhere behind all that is below `parent`.
    pub fn append(&mut self, parent: NodeId, node: NodeId) {
        self.touch();
        self.link(parent, node, self.node(parent).last, None);
    }

    /// Puts a node that stands nowhere right behind another.
    pub fn insert_after(&mut self, node: NodeId, other: NodeId) {
        let Some(parent) = self.node(other).parent else { return };
        self.touch();
        self.link(parent, node, Some(other), self.node(other).next);
    }

    /// Puts a node that stands nowhere right before another.
    pub fn insert_before(&mut self, node: NodeId, other: NodeId) {
        let Some(parent) = self.node(other).parent else { return };
        self.touch();
        self.link(parent, node, self.node(other).previous, Some(other));
    }

    pub(super) fn link(
        &mut self,
        parent: NodeId,
        node: NodeId,
        before: Option<NodeId>,
        after: Option<NodeId>,
    ) {
        self.came(parent, node, before);
        let linked = self.node_mut(node);
        (linked.parent, linked.previous, linked.next) = (Some(parent), before, after);
        match before {
            Some(before) => self.node_mut(before).next = Some(node),
            None => self.node_mut(parent).first = Some(node),
        }
        match after {
            Some(after) => self.node_mut(after).previous = Some(node),
            None => self.node_mut(parent).last = Some(node),
        }
    }

    /// Takes a node out of its place, with all that is below it.
    pub fn detach(&mut self, node: NodeId) {
        let Node { parent: Some(parent), previous, next, .. } = *self.node(node) else { return };
        self.touch();
        self.went(parent, node);
        match previous {
            Some(previous) => self.node_mut(previous).next = next,
            None => self.node_mut(parent).first = next,
        }
        match next {
            Some(next) => self.node_mut(next).previous = previous,
            None => self.node_mut(parent).last = previous,
        }
        let out = self.node_mut(node);
        (out.parent, out.previous, out.next) = (None, None, None);
    }

    /// A copy of a node and all that is below it, which stands nowhere yet.
    pub fn copy(&mut self, node: NodeId) -> NodeId {
        let top = self.copy_one(node);
        let (mut from, mut to) = (node, top);
        // A walk and no recursion: how deep it goes is up to who wrote the form.
        loop {
            if let Some(child) = self.node(from).first {
                (from, to) = (child, self.copy_below(child, to));
                continue;
            }
            loop {
                if from == node {
                    return top;
                }
                let above = self.node(to).parent.unwrap_or(top);
                if let Some(next) = self.node(from).next {
                    (from, to) = (next, self.copy_below(next, above));
                    break;
                }
                (from, to) = (self.node(from).parent.unwrap_or(node), above);
            }
        }
    }

    fn copy_below(&mut self, node: NodeId, parent: NodeId) -> NodeId {
        let copy = self.copy_one(node);
        self.append(parent, copy);
        copy
    }

    fn copy_one(&mut self, node: NodeId) -> NodeId {
        let Node { kind, name, prefix, ref value, .. } = *self.node(node);
        let copy = Node { name, prefix, value: value.clone(), ..Node::new(kind) };
        let copy = self.add(copy);
        let attributes: Vec<NodeId> = self.declarations_and_attributes(node).collect();
        for attribute in attributes {
            let fresh = Node { next: None, ..self.node(attribute).clone() };
            self.put_attribute(copy, fresh);
        }
        copy
    }

    fn touch(&mut self) {
        self.moved = true;
        self.order = OnceCell::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instances_are_copied_put_in_taken_out_and_put_back() {
        let mut tree = Tree::new();
        let root = tree.read("<d><r k='1'><a>x</a><b><c/>y</b></r><z/></d>").unwrap();
        let d = tree.child(root, "d").unwrap();
        let first = tree.child(d, "r").unwrap();
        let second = tree.copy(first);
        tree.insert_after(second, first);
        let a = tree.child(second, "a").unwrap();
        tree.set_text(a, "w");
        let both = "<d><r k=\"1\"><a>x</a><b><c/>y</b></r><r k=\"1\"><a>w</a><b><c/>y</b></r><z/></d>";
        assert_eq!(tree.xml(d), both);
        tree.detach(first);
        assert_eq!(tree.xml(d), "<d><r k=\"1\"><a>w</a><b><c/>y</b></r><z/></d>");
        tree.insert_before(first, second);
        assert_eq!(tree.xml(d), both);
        assert!(tree.precedes(first, second) && !tree.precedes(second, first));
    }
}
