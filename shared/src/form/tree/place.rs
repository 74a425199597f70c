//! The places of elements among those of their name: counted for all that stand together, and kept as they come and go at the end.

use foldhash::HashMap;

use super::arena::Tree;
use super::names::NameId;
use super::node::{Kind, Node, NodeId};

/// The places of the elements that stand together, and the last place of each name.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    of: HashMap<NodeId, usize>,
    last: HashMap<NameId, usize>,
}

#[cfg(test)]
thread_local! {
    /// How many elements were counted.
    pub(in crate::form) static COUNTED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

impl Places {
    fn add(&mut self, element: NodeId, name: NameId) {
        #[cfg(test)]
        COUNTED.set(COUNTED.get() + 1);
        let last = self.last.entry(name).or_default();
        *last += 1;
        self.of.insert(element, *last);
    }
}

impl Tree {
    /// The place of a node among the elements of its name that stand with it, from 1. What is no element is alone.
    pub fn place(&self, id: NodeId) -> usize {
        let (Kind::Element, Some(parent)) = (self.kind(id), self.parent(id)) else { return 1 };
        let mut known = self.places.borrow_mut();
        let together = known.entry(parent).or_insert_with(|| {
            let mut places = Places::default();
            self.elements(parent).for_each(|element| places.add(element, self.name(element)));
            places
        });
        together.of.get(&id).copied().unwrap_or(1)
    }

    /// That a node came to stand below another, right behind `before`. Behind the last of its name it has the next place; elsewhere all
    /// are counted anew.
    pub(super) fn came(&mut self, parent: NodeId, node: NodeId, before: Option<NodeId>) {
        let alike = before.filter(|before| self.node(*before).name == self.node(node).name);
        let Some((name, places)) = self.counted(parent, node) else { return };
        let last = places.last.get(&name);
        if last.is_none() || last == alike.and_then(|before| places.of.get(&before)) {
            places.add(node, name);
        } else {
            self.places.get_mut().remove(&parent);
        }
    }

    /// That a node does not stand below another any more.
    pub(super) fn went(&mut self, parent: NodeId, node: NodeId) {
        let Some((name, places)) = self.counted(parent, node) else { return };
        let last = places.last.get(&name).copied().unwrap_or_default();
        if places.of.remove(&node) == Some(last) {
            places.last.insert(name, last - 1);
        } else {
            self.places.get_mut().remove(&parent);
        }
    }

    /// What is known of an element's place.
    fn counted(&mut self, parent: NodeId, node: NodeId) -> Option<(NameId, &mut Places)> {
        let known = self.places.get_mut();
        let Node { kind, name, .. } = self.nodes[node.index() - self.shared.len()];
        if known.is_empty() || kind != Kind::Element {
            return None;
        }
        known.get_mut(&parent).map(|places| (name, places))
    }
}
