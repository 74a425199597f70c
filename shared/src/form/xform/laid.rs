//! Data of the model in an arena, as if it were written and read.

use super::write::{NAMESPACES, instance_alone};
use crate::form::model::{Attributes, Form, Node};
use crate::form::tree::{
    ATTRIBUTES, NODES, NameId, NodeId, Tree, XML, XmlFault, declared, is_name, namespace, unwritten,
};

/// Lays an instance into an arena by itself, with what its prefixes stand for, and gives what is above its first element. The namespace
/// that it gives to its own answers is for who receives them: expressions name them without it.
pub(in crate::form) fn laid(tree: &mut Tree, form: &Form, root: &Node) -> Result<NodeId, XmlFault> {
    let (from, top) = (tree.len(), tree.begin());
    let known = NAMESPACES.into_iter().filter_map(|(name, address)| Some((declared(name)?, address)));
    let mut spaces: Vec<(&str, &str)> = known.filter(|(prefix, _)| !prefix.is_empty()).collect();
    for (prefix, address) in &form.namespaces {
        match spaces.iter_mut().find(|(known, _)| known == prefix) {
            Some((_, known)) => *known = address.as_str(),
            None => spaces.push((prefix.as_str(), address.as_str())),
        }
    }
    let mut layer = Layer { tree, spaces, nodes: 0 };
    if layer.document(top, root).is_some() && layer.nodes <= NODES {
        return Ok(top);
    }
    // What no XML can be, or is too large for one, is told where it would stand in it.
    tree.cut(from);
    tree.read(&instance_alone(form, root))
}

struct Layer<'t, 'f> {
    tree: &'t mut Tree,
    /// What prefixes stand for.
    spaces: Vec<(&'f str, &'f str)>,
    /// How many nodes there are, as the reader of XML counts them.
    nodes: usize,
}

impl Layer<'_, '_> {
    /// None where it cannot be XML as it is.
    fn document(&mut self, top: NodeId, root: &Node) -> Option<()> {
        let element = self.element(top, root)?;
        self.nodes += self.spaces.len();
        for (prefix, address) in &self.spaces {
            if !is_name(prefix) || unwritten(address).is_some() {
                return None;
            }
            self.tree.put_declaration(element, prefix, address);
        }
        let mut attributes = root.attributes.clone();
        attributes.take("xmlns");
        self.inside(element, root, &attributes)
    }

    fn element(&mut self, parent: NodeId, node: &Node) -> Option<NodeId> {
        let name = self.named(&node.name)?;
        self.nodes += 2;
        Some(self.tree.put_element(parent, name))
    }

    fn inside(&mut self, element: NodeId, node: &Node, attributes: &Attributes) -> Option<()> {
        for (number, (name, value)) in attributes.iter().enumerate() {
            if number + self.spaces.len() >= ATTRIBUTES
                || declared(name).is_some()
                || unwritten(value).is_some()
            {
                return None;
            }
            let name = self.named(name)?;
            self.nodes += 1;
            self.tree.put_value(element, name, value);
        }
        if unwritten(&node.text).is_some() {
            return None;
        }
        if !node.text.is_empty() {
            self.nodes += 1;
            self.tree.put_text(element, &node.text);
        }
        node.children.iter().try_for_each(|child| {
            let element = self.element(element, child)?;
            self.inside(element, child, &child.attributes)
        })
    }

    /// A name and its prefix as the arena knows them.
    fn named(&mut self, written: &str) -> Option<(NameId, u32)> {
        let Some((prefix, local)) = written.split_once(':') else {
            return is_name(written).then(|| (self.tree.intern_in(0, written), 0));
        };
        if !is_name(prefix) || !is_name(local) {
            return None;
        }
        let declared = self.spaces.iter().find(|(known, _)| *known == prefix).map(|(_, address)| *address);
        let address = declared.or((prefix == "xml").then_some(XML))?;
        let space = self.tree.spelling(namespace(address));
        Some((self.tree.intern_in(space, local), self.tree.spelling(prefix)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_laid_as_if_it_were_written_and_read() {
        let node = |name: &str, attributes: &[(&str, &str)], text: &str, children: Vec<Node>| Node {
            name: name.to_owned(),
            attributes: attributes.iter().copied().collect(),
            text: text.to_owned(),
            children,
        };
        let own = [("x".to_owned(), "urn:x".to_owned()), ("jr".to_owned(), "urn:jr".to_owned())];
        let form = Form { namespaces: own.to_vec(), ..Form::default() };
        let plain =
            vec![node("a", &[("x:k", "1\n\"&")], "", vec![]), node("orx:meta", &[], " <t> \r", vec![])];
        let odd = vec![node("a", &[], "một\u{b}hai", vec![])];
        for (root, read) in [
            (node("d", &[("id", "f"), ("jr:t", "")], "", plain.clone()), true),
            (node("xml:d", &[], "", plain.clone()), true),
            (node("d", &[("xmlns", "urn:d")], "", plain), true),
            (node("d", &[], "", odd), true),
            (node("d", &[], "", vec![node("a b", &[], "", vec![])]), false),
            (node("n:d", &[], "", vec![]), false),
        ] {
            let (mut one, mut other) = (Tree::new(), Tree::new());
            let (laid, written) = (laid(&mut one, &form, &root), other.read(&instance_alone(&form, &root)));
            assert_eq!((laid.is_ok(), &laid), (read, &written));
            let Ok(top) = laid else { continue };
            let said = |tree: &Tree| {
                let named = |node: NodeId| (tree.namespace(node).to_owned(), tree.qualified(node));
                let all =
                    |node: NodeId| std::iter::once(node).chain(tree.attributes(node)).map(named).collect();
                (tree.xml(top), tree.descendants(top).map(all).collect::<Vec<Vec<_>>>())
            };
            assert_eq!((said(&one), one.len()), (said(&other), other.len()));
            assert_eq!(one.declared("jr"), other.declared("jr"));
        }
    }
}
