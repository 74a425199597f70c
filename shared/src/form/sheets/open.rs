//! Groups and repeats while they are open, with the names that stand in each.

use std::collections::BTreeSet;

use super::entity::Container;
use super::item::{Item, Shape};

/// The form, or a group or repeat that has begun.
#[derive(Debug)]
pub(super) struct Open {
    pub item: Item,
    /// The names in it, `meta` among them.
    names: BTreeSet<String>,
    /// The same in small letters.
    small: BTreeSet<String>,
    /// The containers from the form down to this.
    pub path: Vec<Container>,
}

/// What is said of a name that comes into a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    Never,
    Reserved,
    Twice,
    /// Once in other capitals.
    Alike,
}

impl Open {
    pub fn form() -> Self {
        let item = Item { shape: Shape::Survey, ..Item::default() };
        Self::new(item, vec![Container { name: "survey".to_owned(), shape: Shape::Survey }])
    }

    pub fn new(item: Item, path: Vec<Container>) -> Self {
        Self { item, names: BTreeSet::new(), small: BTreeSet::new(), path }
    }

    pub fn add(&mut self, item: Item) {
        self.item.children.push(item);
    }

    /// Takes a name in.
    pub fn name(&mut self, name: &str) -> Seen {
        if name == "meta" {
            return Seen::Reserved;
        }
        if !self.names.insert(name.to_owned()) {
            return Seen::Twice;
        }
        if self.small.insert(name.to_lowercase()) { Seen::Never } else { Seen::Alike }
    }
}
