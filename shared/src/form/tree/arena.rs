//! The arena: where all nodes of all instances of a form lie.

use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

use foldhash::HashMap;

use super::names::{NameId, Names};
use super::node::{Kind, Node, NodeId};
use super::place::Places;

/// All nodes of all instances. A node that is taken out of its place keeps its number and what is below it, and can be
/// put back.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Nodes that many arenas share and none changes: theirs are the first numbers.
    pub(super) shared: Arc<Vec<Node>>,
    pub(super) nodes: Vec<Node>,
    pub(super) names: Arc<Names>,
    /// What each prefix stands for where it was first declared.
    pub(super) prefixes: HashMap<Box<str>, Box<str>>,
    /// Whether nodes were added or moved since documents were read: the order of the numbers is no longer theirs.
    pub(super) moved: bool,
    /// The place of each node in document order, where numbers do not say it.
    pub(super) order: OnceCell<Vec<u32>>,
    /// The places of the elements below a node, where somebody asked.
    pub(super) places: RefCell<HashMap<NodeId, Places>>,
}

impl Tree {
    /// An arena without nodes.
    pub fn new() -> Self {
        Self::default()
    }

    pub(super) fn add(&mut self, node: Node) -> NodeId {
        let id = NodeId::new(self.len());
        self.nodes.push(node);
        id
    }

    pub(super) fn node(&self, id: NodeId) -> &Node {
        match self.own(id) {
            Some(own) => &self.nodes[own],
            None => &self.shared[id.index()],
        }
    }

    /// A node to be changed, which no other arena shares.
    pub(super) fn node_mut(&mut self, id: NodeId) -> &mut Node {
        let own = id.index() - self.shared.len();
        &mut self.nodes[own]
    }

    /// Which of its own nodes it is; none of them where it is one of those that are shared.
    pub(super) fn own(&self, id: NodeId) -> Option<usize> {
        id.index().checked_sub(self.shared.len())
    }

    /// How many nodes were ever made.
    pub fn len(&self) -> usize {
        self.shared.len() + self.nodes.len()
    }

    /// Whether no node was ever made.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the node is.
    pub fn kind(&self, id: NodeId) -> Kind {
        self.node(id).kind
    }

    /// What the node is called.
    pub fn name(&self, id: NodeId) -> NameId {
        self.node(id).name
    }

    /// Its name without the prefix; empty where it has none.
    pub fn local(&self, id: NodeId) -> &str {
        self.names.local(self.node(id).name)
    }

    /// The address of the namespace that it stands in; empty where it stands in none.
    pub fn namespace(&self, id: NodeId) -> &str {
        self.names.namespace(self.node(id).name)
    }

    /// The prefix that its name is written with.
    pub fn prefix(&self, id: NodeId) -> &str {
        self.names.spelled(self.node(id).prefix)
    }

    /// Its name as it is written.
    pub fn qualified(&self, id: NodeId) -> String {
        match self.prefix(id) {
            "" => self.local(id).to_owned(),
            prefix => format!("{prefix}:{}", self.local(id)),
        }
    }

    /// So many names more are going to be known, in tables that do not grow by and by.
    pub(in crate::form) fn reserve_names(&mut self, more: usize) {
        Arc::make_mut(&mut self.names).reserve(more);
    }

    /// The name of a namespace (empty for none) and a word, known from now on.
    pub fn intern(&mut self, namespace: &str, local: &str) -> NameId {
        let known = self.names.known(namespace, local);
        known.unwrap_or_else(|| Arc::make_mut(&mut self.names).name(namespace, local))
    }

    /// The name of a namespace by its number, and a word, known from now on.
    pub(in crate::form) fn intern_in(&mut self, namespace: u32, local: &str) -> NameId {
        let known = self.names.known_in(namespace, local);
        known.unwrap_or_else(|| Arc::make_mut(&mut self.names).name_in(namespace, local))
    }

    /// The number of a prefix or of a namespace's address, known from now on.
    pub(in crate::form) fn spelling(&mut self, prefix: &str) -> u32 {
        let known = self.names.known_text(prefix);
        known.unwrap_or_else(|| Arc::make_mut(&mut self.names).text(prefix))
    }

    /// The name of a namespace and a word, if anything here is called so.
    pub fn known(&self, namespace: &str, local: &str) -> Option<NameId> {
        self.names.known(namespace, local)
    }

    /// What a prefix stands for where it was first declared in what was read.
    pub fn declared(&self, prefix: &str) -> Option<&str> {
        self.prefixes.get(prefix).map(AsRef::as_ref)
    }
}
