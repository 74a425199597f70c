//! Instances: the tree of answers as it begins, and the data that questions look things up in.

use super::Attributes;

/// An element of an instance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Its name, perhaps with a prefix.
    pub name: String,
    /// Its attributes; `jr:template` marks what a new instance of a repeat begins as.
    pub attributes: Attributes,
    /// Its text: the answer before anybody gave one.
    pub text: String,
    /// The elements inside it.
    pub children: Vec<Node>,
}

/// Data that is looked up: a list of choices, or a file that travels with the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// What expressions call it.
    pub id: String,
    /// Where the file lies, such as `jr://file-csv/villages.csv`.
    pub src: Option<String>,
    /// The data, where the form holds it.
    pub root: Option<Node>,
}

impl Node {
    /// An element without anything in it.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// How many elements it is, with all inside it.
    pub fn size(&self) -> usize {
        1 + self.children.iter().map(Self::size).sum::<usize>()
    }

    /// The same with a text in it.
    #[must_use]
    pub fn holding(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }
}
