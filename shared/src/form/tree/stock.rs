//! What arenas of one kind begin as: what none of them changes is there once, the rest is copied.

use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

use foldhash::HashMap;

use super::arena::Tree;
use super::names::Names;
use super::node::Node;

/// An arena that many begin as.
#[derive(Clone, Debug, Default)]
pub(in crate::form) struct Stock {
    shared: Arc<Vec<Node>>,
    nodes: Vec<Node>,
    names: Arc<Names>,
    prefixes: HashMap<Box<str>, Box<str>>,
    moved: bool,
}

impl Tree {
    /// From here on what stands here is shared by all that begin as this arena, and is never changed.
    pub(in crate::form) fn share(&mut self) {
        let mut all = Arc::unwrap_or_clone(std::mem::take(&mut self.shared));
        all.append(&mut self.nodes);
        self.shared = Arc::new(all);
        self.places.take();
    }

    /// What others begin as.
    pub(in crate::form) fn into_stock(self) -> Stock {
        let Self { shared, nodes, names, prefixes, moved, .. } = self;
        Stock { shared, nodes, names, prefixes, moved }
    }
}

impl From<&Stock> for Tree {
    fn from(stock: &Stock) -> Self {
        let Stock { shared, nodes, names, prefixes, moved } = stock.clone();
        let (order, places) = (OnceCell::new(), RefCell::default());
        Self { shared, nodes, names, prefixes, moved, order, places }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::tree::NodeId;

    #[test]
    fn arenas_of_one_stock_share_what_stands_still_and_change_the_rest_alone() {
        let mut tree = Tree::new();
        let list = tree.read("<l><i>1</i><i>2</i></l>").unwrap();
        tree.share();
        let root = tree.read("<d><a/><b/></d>").unwrap();
        let stock = tree.into_stock();
        let (mut one, other) = (Tree::from(&stock), Tree::from(&stock));
        let d = one.child(root, "d").unwrap();
        let (a, b) = (one.child(d, "a").unwrap(), one.child(d, "b").unwrap());
        one.set_text(a, "x");
        one.detach(a);
        one.append(d, a);
        assert_eq!(
            (one.xml(d), other.xml(d)),
            ("<d><b/><a>x</a></d>".to_owned(), "<d><a/><b/></d>".to_owned())
        );
        assert!(Arc::ptr_eq(&one.shared, &other.shared) && Arc::ptr_eq(&one.names, &other.names));
        // What moved has its order, and what is shared comes behind it.
        let items: Vec<NodeId> = one.elements(one.child(list, "l").unwrap()).collect();
        let mut all = vec![items[1], a, items[0], b];
        one.sort(&mut all);
        assert_eq!(all, [b, a, items[0], items[1]]);
        assert_eq!((one.place(items[1]), one.place(a), &*one.text(items[1])), (2, 1, "2"));
    }
}
