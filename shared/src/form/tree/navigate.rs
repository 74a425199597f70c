//! From a node to its neighbours.

use super::arena::Tree;
use super::node::{Kind, NodeId};

impl Tree {
    /// The node above; of an attribute its element.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).parent
    }

    /// The first node below.
    pub fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).first
    }

    /// The last node below.
    pub fn last_child(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).last
    }

    /// The one after it below the same node, or among the same attributes.
    pub fn next(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).next
    }

    /// The one before it.
    pub fn previous(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).previous
    }

    /// The nodes below it, in their order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.node(id).first, |child| self.node(*child).next)
    }

    /// The elements below it, in their order.
    pub fn elements(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.children(id).filter(|child| self.kind(*child) == Kind::Element)
    }

    /// Its attributes.
    pub fn attributes(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.declarations_and_attributes(id).filter(|one| self.kind(*one) == Kind::Attribute)
    }

    /// The prefixes that it declares, with what they stand for.
    pub fn declarations(&self, id: NodeId) -> impl Iterator<Item = (&str, &str)> {
        let declared = self.declarations_and_attributes(id).filter(|one| self.kind(*one) == Kind::Namespace);
        declared.map(|one| (self.local(one), &*self.node(one).value))
    }

    pub(super) fn declarations_and_attributes(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.node(id).attribute, |one| self.node(*one).next)
    }

    /// The text of an attribute that stands in no namespace.
    pub fn attribute(&self, id: NodeId, local: &str) -> Option<&str> {
        let wanted = |one: &NodeId| self.local(*one) == local && self.namespace(*one).is_empty();
        self.attributes(id).find(wanted).map(|one| &*self.node(one).value)
    }

    /// The text of an attribute that stands in a namespace.
    pub fn attribute_of(&self, id: NodeId, namespace: &str, local: &str) -> Option<&str> {
        let wanted = self.known(namespace, local)?;
        self.attributes(id).find(|one| self.name(*one) == wanted).map(|one| &*self.node(one).value)
    }

    /// The first element below it of this name, in any namespace.
    pub fn child(&self, id: NodeId, local: &str) -> Option<NodeId> {
        self.elements(id).find(|child| self.local(*child) == local)
    }

    /// The nodes above it, from the nearest.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.node(id).parent, |above| self.node(*above).parent)
    }

    /// The node above all.
    pub fn root(&self, id: NodeId) -> NodeId {
        self.ancestors(id).last().unwrap_or(id)
    }

    /// The one that follows in document order within what is below `top`; attributes are not among them.
    pub fn following_within(&self, id: NodeId, top: NodeId) -> Option<NodeId> {
        self.node(id).first.or_else(|| self.beyond(id, top))
    }

    /// The first after all that is below `id`, within `top`.
    pub fn beyond(&self, id: NodeId, top: NodeId) -> Option<NodeId> {
        let mut at = id;
        while at != top {
            if let Some(next) = self.node(at).next {
                return Some(next);
            }
            at = self.node(at).parent?;
        }
        None
    }

    /// All that is below it, in document order.
    pub fn descendants(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.node(id).first, move |at| self.following_within(*at, id))
    }
}
