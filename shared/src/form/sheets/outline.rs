//! The rows of the sheet survey as a form without content: which stands in which group, and what of them no tool would take.

use super::item::Item;

/// A row that is asked or begins something; the first stands for the form.
#[derive(Debug, Default)]
pub(in crate::form) struct Outline {
    /// The number of the row.
    pub row: u32,
    /// The name.
    pub name: String,
    /// Of a group or repeat: the number of the row that ends it.
    pub end: Option<u32>,
    /// What stands inside it, without what the reader adds of its own.
    pub children: Vec<Outline>,
}

impl From<Item> for Outline {
    fn from(item: Item) -> Self {
        let of_a_row = |item: &Item| item.cells.has("name");
        let children = item.children.into_iter().filter(of_a_row).map(Self::from).collect();
        Self { row: item.row, name: item.name, end: item.end, children }
    }
}
