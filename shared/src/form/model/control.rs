//! What is shown: questions, groups and repeats.

use super::{Action, Attributes, Text, Word};

/// A question, a group or a repeat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Control {
    /// `input`, `select`, `select1`, `odk:rank`, `range`, `upload`, `trigger`, `group` or `repeat`.
    pub tag: Word,
    /// `ref` or `nodeset`, `appearance`, `mediatype` and so on, and those of strangers.
    pub attributes: Attributes,
    /// The label.
    pub label: Option<Text>,
    /// The hint.
    pub hint: Option<Text>,
    /// The choices, where they stand with the question.
    pub options: Vec<Choice>,
    /// Where the choices are looked up.
    pub itemset: Option<Itemset>,
    /// The tags of a map question.
    pub tags: Vec<Tag>,
    /// What is inside a group or a repeat.
    pub children: Vec<Control>,
    /// What is done when its answer changes, or when an instance is added.
    pub actions: Vec<Action>,
}

/// A choice that stands with its question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Its label.
    pub label: Text,
    /// What is stored.
    pub value: String,
}

/// Where choices are looked up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Itemset {
    /// The nodes, one for each choice; perhaps filtered and shuffled.
    pub nodeset: String,
    /// What is stored, seen from a node.
    pub value: String,
    /// The label, seen from a node.
    pub label: String,
}

/// A tag of a map question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// Its key.
    pub key: String,
    /// Its label.
    pub label: Text,
}
