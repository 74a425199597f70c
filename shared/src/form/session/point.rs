//! The places of a form: every element of the answers once, however many instances of its repeat there are.

use std::collections::HashMap;
use std::ops::Deref;

use crate::form::engine;
pub(super) use crate::form::engine::PointId;
use crate::form::model::{Attributes, Control, Form, Node, Rule};
use crate::form::tree::{NameId, Tree};
use crate::form::xpath::address;

/// What the form says of a place.
#[derive(Debug)]
pub(in crate::form) struct Element {
    /// Its name as the form writes it; of an attribute with `@` before it.
    pub word: String,
    /// Its name in the arena.
    pub name: NameId,
    /// What its bind says.
    pub bind: Attributes,
    /// What shows it.
    pub control: Option<Shown>,
}

/// How a place is shown.
#[derive(Clone, Debug)]
pub(in crate::form) struct Shown {
    pub tag: String,
    pub attributes: Attributes,
}

/// All places, by their paths and names too.
#[derive(Debug, Default)]
pub(super) struct Points {
    all: engine::Points<Element>,
    by_path: HashMap<String, PointId>,
    by_name: HashMap<(Option<PointId>, NameId), PointId>,
}

impl Deref for Points {
    type Target = engine::Points<Element>;

    fn deref(&self) -> &engine::Points<Element> {
        &self.all
    }
}

impl Points {
    /// The places of a form, with names of an arena.
    pub fn of(form: &Form, tree: &mut Tree) -> Self {
        let mut repeats = HashMap::new();
        let mut shown = HashMap::new();
        form.body.iter().for_each(|control| see(control, &mut repeats, &mut shown));
        let mut points = Self::default();
        points.add(&form.data, None, "", &repeats, tree);
        for rule in &form.rules {
            let Rule::Bind(bind) = rule else { continue };
            let path = bind.nodeset.trim();
            if let Some(attribute) = path.rsplit_once("/@")
                && let Some(parent) = points.at(attribute.0)
                && points.at(path).is_none()
            {
                points.put(&format!("@{}", attribute.1), Some(parent), path.to_owned(), false, tree);
            }
            if let Some(at) = points.at(path) {
                bind.attributes.iter().for_each(|(name, value)| points.all[at].bind.set(name, value));
            }
        }
        for (path, control) in shown {
            // The group around a repeat names the same place; the repeat says how many there are.
            if let Some(at) = points.at(&path).filter(|at| points.all[*at].range.is_none()) {
                points.all[at].control = Some(control);
            }
        }
        points
    }

    fn add(
        &mut self,
        node: &Node,
        parent: Option<PointId>,
        above: &str,
        repeats: &HashMap<String, Attributes>,
        tree: &mut Tree,
    ) {
        let path = format!("{above}/{}", node.name);
        let repeat = repeats.contains_key(&path);
        let point = match self.at(&path) {
            // Another instance of a repeat, or a template.
            Some(known) => known,
            None => self.put(&node.name, parent, path.clone(), repeat, tree),
        };
        if let Some(attributes) = repeats.get(&path) {
            let tag = "repeat".to_owned();
            self.all[point].control = Some(Shown { tag, attributes: attributes.clone() });
        }
        node.children.iter().for_each(|child| self.add(child, Some(point), &path, repeats, tree));
    }

    fn put(
        &mut self,
        word: &str,
        parent: Option<PointId>,
        path: String,
        repeat: bool,
        tree: &mut Tree,
    ) -> PointId {
        let (prefix, name) = word.trim_start_matches('@').split_once(':').unwrap_or(("", word));
        let address = address(prefix, tree).to_owned();
        let name = tree.intern(&address, name.trim_start_matches('@'));
        let (word, bind) = (word.to_owned(), Attributes::default());
        let is_attribute = word.starts_with('@');
        let id = self.all.put(parent, repeat, Element { word, name, bind, control: None });
        self.by_path.insert(path, id);
        if !is_attribute {
            self.by_name.insert((parent, name), id);
        }
        id
    }

    /// The place at a path such as `/data/member/age`.
    pub fn at(&self, path: &str) -> Option<PointId> {
        self.by_path.get(path).copied()
    }

    /// The element of a name right below a place; above all there is none but the first.
    pub fn named(&self, parent: Option<PointId>, name: NameId) -> Option<PointId> {
        self.by_name.get(&(parent, name)).copied()
    }

    /// The path of a place.
    pub fn path(&self, point: PointId) -> String {
        let above = self[point].parent.map_or(String::new(), |parent| self.path(parent));
        format!("{above}/{}", self[point].word)
    }

    /// Whether answers stand in it, and not other elements.
    pub fn is_leaf(&self, point: PointId) -> bool {
        let plain = |child: &PointId| !self[*child].word.starts_with('@');
        self[point].range.is_none() && point != 0 && !self[point].children.iter().any(plain)
    }
}

fn see(control: &Control, repeats: &mut HashMap<String, Attributes>, shown: &mut HashMap<String, Shown>) {
    let attributes = &control.attributes;
    if let Some(path) = attributes.get("nodeset").filter(|_| control.tag == "repeat") {
        repeats.insert(path.trim().to_owned(), attributes.clone());
    } else if let Some(path) = attributes.get("ref") {
        let control = Shown { tag: control.tag.clone(), attributes: attributes.clone() };
        shown.entry(path.trim().to_owned()).or_insert(control);
    }
    control.children.iter().for_each(|child| see(child, repeats, shown));
}
