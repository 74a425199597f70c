//! Groups and repeats while they are open, with the names that stand in each.

use std::collections::{BTreeMap, BTreeSet};

use super::entity::Container;
use super::item::{Item, Shape};

/// The form, or a group or repeat that has begun.
#[derive(Debug)]
pub(super) struct Open {
    pub item: Item,
    /// The names in it, each with its row.
    names: BTreeMap<String, u32>,
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
    /// Also in this row.
    Twice(u32),
    /// Once in other capitals.
    Alike,
}

impl Open {
    pub fn form() -> Self {
        let item = Item { shape: Shape::Survey, ..Item::default() };
        Self::new(item, vec![Container { name: "survey".to_owned(), shape: Shape::Survey }])
    }

    pub fn new(item: Item, path: Vec<Container>) -> Self {
        Self { item, names: BTreeMap::new(), small: BTreeSet::new(), path }
    }

    pub fn add(&mut self, item: Item) {
        self.item.children.push(item);
    }

    /// Takes the name of a row in.
    pub fn name(&mut self, name: &str, row: u32) -> Seen {
        if name == "meta" {
            return Seen::Reserved;
        }
        if let Some(first) = self.names.get(name) {
            return Seen::Twice(*first);
        }
        self.names.insert(name.to_owned(), row);
        if self.small.insert(name.to_lowercase()) { Seen::Never } else { Seen::Alike }
    }
}
