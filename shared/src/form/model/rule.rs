//! What holds of the answers: binds, and what is done when something happens.

use super::Attributes;

/// A bind or an action; their order is that of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// What holds of a node.
    Bind(Bind),
    /// What is done.
    Action(Action),
}

/// What holds of a node: its type, and the expressions over it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bind {
    /// The path of the node.
    pub nodeset: String,
    /// `type`, `relevant`, `constraint`, `required`, `readonly`, `calculate`, `jr:constraintMsg` and so on, and those of strangers.
    pub attributes: Attributes,
}

/// Something that is done when an event comes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Action {
    /// `setvalue`, `odk:setgeopoint` or `odk:recordaudio`.
    pub tag: String,
    /// `ref`, `event`, `value` and so on.
    pub attributes: Attributes,
    /// The value where it is a literal.
    pub content: String,
}
