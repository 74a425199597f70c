//! Document order: which of two nodes comes first.

use super::arena::Tree;
use super::node::NodeId;

impl Tree {
    /// Whether one node comes before another.
    pub fn precedes(&self, one: NodeId, other: NodeId) -> bool {
        self.rank(one) < self.rank(other)
    }

    /// Puts nodes into document order, each once.
    pub fn sort(&self, nodes: &mut Vec<NodeId>) {
        if !nodes.is_sorted_by(|one, other| self.rank(*one) < self.rank(*other)) {
            nodes.sort_unstable_by_key(|node| self.rank(*node));
            nodes.dedup();
        }
    }

    /// What is read gets its numbers in document order; only after nodes came or went must the order be found. What is shared, which never
    /// moves, comes behind the arena's own.
    fn rank(&self, node: NodeId) -> u32 {
        match self.own(node) {
            None => (self.nodes.len() + node.index()) as u32,
            Some(own) if self.moved => self.order.get_or_init(|| self.ranks())[own],
            Some(own) => own as u32,
        }
    }

    fn ranks(&self) -> Vec<u32> {
        let (mut ranks, mut next) = (vec![0; self.nodes.len()], 0);
        let mut give = |node: NodeId| {
            for one in std::iter::once(node).chain(self.declarations_and_attributes(node)) {
                ranks[one.index() - self.shared.len()] = next;
                next += 1;
            }
        };
        let own = (self.shared.len()..self.len()).map(NodeId::new);
        let tops = own.filter(|node| self.parent(*node).is_none());
        for top in tops {
            give(top);
            self.descendants(top).for_each(&mut give);
        }
        ranks
    }
}
