//! What the rows of the sheet survey are: questions, groups and repeats, before paths are known.

use super::grid::Record;
use super::parameters::Parameters;
use super::value::Map;

/// What an item is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::form) enum Shape {
    Survey,
    Group,
    Repeat,
    /// A group for each choice of a list.
    Loop,
    #[default]
    Question,
    /// A file that is looked things up in.
    External,
    Entity,
    /// An attribute of an entity.
    Attribute,
    /// The label of an entity.
    Label,
}

/// A row, or what was made for one.
#[derive(Clone, Debug, Default)]
pub(super) struct Item {
    pub shape: Shape,
    /// The type, under its one name.
    pub kind: String,
    pub name: String,
    /// The number of its row.
    pub row: u32,
    /// Of a group or repeat: the number of the row that ends it.
    pub end: Option<u32>,
    /// What its row holds.
    pub cells: Map,
    pub children: Vec<Item>,
    pub actions: Vec<Deed>,
    /// The questions whose change makes it be computed.
    pub triggers: Vec<String>,
    pub parameters: Parameters,
    /// The list, file or reference that choices come from.
    pub itemset: Option<String>,
    /// Whether a list of the sheet choices is meant, and the list.
    pub list: Option<String>,
    /// Whether its default is computed.
    pub computed: bool,
    /// Whether it leaves no element of its own (the setting `flat`).
    pub flat: bool,
    /// Whether it is shown nowhere.
    pub bodyless: bool,
    /// The value of an attribute.
    pub value: String,
    /// The tags of a map question.
    pub tags: Vec<Record>,
}

/// What an item does when the form opens or an instance of its repeat is added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Deed {
    pub tag: &'static str,
    pub event: &'static str,
    pub value: String,
    pub quality: Option<String>,
}

pub(super) const FIRST_LOAD: &str = "odk-instance-first-load";
pub(super) const LOAD: &str = "odk-instance-load";
pub(super) const NEW_REPEAT: &str = "odk-new-repeat";
pub(super) const CHANGED: &str = "xforms-value-changed";

impl Deed {
    pub fn new(tag: &'static str, event: &'static str) -> Self {
        Self { tag, event, value: String::new(), quality: None }
    }

    #[must_use]
    pub fn giving(mut self, value: &str) -> Self {
        value.clone_into(&mut self.value);
        self
    }
}

impl Item {
    /// A question that is computed and shown nowhere.
    pub fn calculate(name: &str, row: u32, bind: &[(&str, &str)]) -> Self {
        let mut cells = Map::default();
        bind.iter().for_each(|(key, value)| cells.put_inner("bind", key, *value));
        Self { kind: "calculate".to_owned(), name: name.to_owned(), row, cells, ..Self::default() }
    }

    /// A group `meta`.
    pub fn meta(children: Vec<Self>) -> Self {
        Self { shape: Shape::Group, name: "meta".to_owned(), bodyless: true, children, ..Self::default() }
    }

    /// Whether others may stand inside it.
    pub fn is_section(&self) -> bool {
        matches!(self.shape, Shape::Survey | Shape::Group | Shape::Repeat | Shape::Loop | Shape::Entity)
    }

    /// How many bytes it becomes about, with all that is inside it: an element, a rule, what is shown, a place of interviews, and its
    /// texts in each of these.
    pub fn bytes(&self) -> usize {
        const ITSELF: usize = 4 << 10;
        const COPIES: usize = 6;
        let inside: usize = self.children.iter().map(Self::bytes).sum();
        ITSELF + COPIES * (self.name.len() + self.cells.bytes()) + inside
    }

    pub fn appearance(&self) -> Option<&str> {
        self.cells.inner("control", "appearance")
    }

    pub fn bound(&self, name: &str) -> Option<&str> {
        self.cells.inner("bind", name)
    }

    /// A text that people read, in whatever languages.
    pub fn has_text(&self, name: &str) -> bool {
        match self.cells.get(name) {
            Some(super::value::Value::Text(text)) => !text.is_empty(),
            Some(super::value::Value::Map(map)) => !map.is_empty(),
            None => false,
        }
    }
}
