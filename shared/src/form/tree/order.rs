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

    /// What is read gets its numbers in document order; only after nodes came or went must the order be found.
    fn rank(&self, node: NodeId) -> u32 {
        let number = node.index();
        if self.moved { self.order.get_or_init(|| self.ranks())[number] } else { number as u32 }
    }

    fn ranks(&self) -> Vec<u32> {
        let (mut ranks, mut next) = (vec![0; self.nodes.len()], 0);
        let mut give = |node: NodeId| {
            for one in std::iter::once(node).chain(self.declarations_and_attributes(node)) {
                ranks[one.index()] = next;
                next += 1;
            }
        };
        let tops = (0..self.nodes.len()).map(NodeId::new).filter(|node| self.parent(*node).is_none());
        for top in tops {
            give(top);
            self.descendants(top).for_each(&mut give);
        }
        ranks
    }
}
