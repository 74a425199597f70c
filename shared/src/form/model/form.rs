//! The form as a whole.

use super::{Attributes, Control, Instance, Node, Rule, Translation};

/// A form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// What people call it.
    pub title: String,
    /// Prefixes beyond those that every form has, with their addresses.
    pub namespaces: Vec<(String, String)>,
    /// What the model says of itself, such as the version of entities.
    pub model: Attributes,
    /// Where and how it is sent.
    pub submission: Option<Attributes>,
    /// Its texts by language.
    pub translations: Vec<Translation>,
    /// The tree of answers as it begins; its root names form and version.
    pub data: Node,
    /// What is looked up.
    pub instances: Vec<Instance>,
    /// Binds and actions.
    pub rules: Vec<Rule>,
    /// What the body says of itself, such as `class="pages"`.
    pub style: Attributes,
    /// What is shown, in order.
    pub body: Vec<Control>,
}

impl Form {
    /// What the form is known by.
    pub fn id(&self) -> &str {
        self.data.attributes.get("id").unwrap_or_default()
    }

    /// Its version, where it has one.
    pub fn version(&self) -> Option<&str> {
        self.data.attributes.get("version")
    }
}
