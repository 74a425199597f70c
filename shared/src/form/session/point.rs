//! The places of a form: every element of the answers once, however many instances of its repeat there are.

use std::ops::Deref;

use foldhash::HashMap;

use crate::form::engine;
pub(super) use crate::form::engine::PointId;
use crate::form::model::{Attributes, Control, Form, Node, Rule, Word};
use crate::form::tree::{NameId, Tree};
use crate::form::xpath::{address, decimal};

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
#[derive(Debug)]
pub(in crate::form) struct Shown {
    pub tag: Word,
    /// How many instances a repeat has, where the form says it.
    pub count: Option<String>,
    /// Whether it keeps the instances that it begins with.
    pub fixed: bool,
    /// The least and the most that a range offers.
    pub ends: (Option<f64>, Option<f64>),
}

impl Shown {
    /// Whether the form alone says how many instances a repeat has.
    pub fn is_controlled(&self) -> bool {
        self.fixed || self.count.is_some()
    }
}

impl From<&Control> for Shown {
    fn from(control: &Control) -> Self {
        let said = |name| control.attributes.get(name);
        let end = |name| said(name).and_then(|text| decimal(text.trim()));
        let ends = if control.tag == "range" { (end("start"), end("end")) } else { (None, None) };
        Self {
            tag: control.tag.clone(),
            count: said("jr:count").map(str::to_owned),
            fixed: said("jr:noAddRemove").is_some_and(|text| text.trim() != "false()"),
            ends,
        }
    }
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
    /// The places of a form, with names of an arena. What its data and binds say of them is taken out of it.
    pub fn of(form: &mut Form, tree: &mut Tree) -> Self {
        let (mut repeats, mut shown) = (HashMap::default(), Vec::new());
        see(&form.body, &mut repeats, &mut shown);
        let (mut points, size) = (Self::default(), form.data.size());
        points.all.reserve(size);
        points.by_path.reserve(size);
        points.by_name.reserve(size);
        points.add(&mut form.data, None, &mut String::new(), &repeats, tree);
        for rule in &mut form.rules {
            let Rule::Bind(bind) = rule else { continue };
            let path = bind.nodeset.trim();
            if path.contains('@')
                && let Some((parent, attribute)) = path.rsplit_once("/@")
                && let Some(parent) = points.at(parent)
                && points.at(path).is_none()
            {
                points.put(format!("@{attribute}"), Some(parent), path, false, tree);
            }
            if let Some(at) = points.at(path) {
                points.all[at].bind.join(std::mem::take(&mut bind.attributes));
            }
        }
        for (path, control) in shown {
            // The group around a repeat names the same place; the repeat says how many there are.
            if let Some(at) = points.at(path)
                && points.all[at].range.is_none()
                && points.all[at].control.is_none()
            {
                points.all[at].control = Some(control.into());
            }
        }
        points
    }

    /// Adds a node, whose name it takes, and all that is below it; `path` is that of what is above, and is so again.
    fn add(
        &mut self,
        node: &mut Node,
        parent: Option<PointId>,
        path: &mut String,
        repeats: &HashMap<&str, &Control>,
        tree: &mut Tree,
    ) {
        let above = path.len();
        path.extend(["/", &node.name]);
        let repeat = repeats.get(path.as_str());
        let point = match self.at(path) {
            // Another instance of a repeat, or a template.
            Some(known) => known,
            None => self.put(std::mem::take(&mut node.name), parent, path, repeat.is_some(), tree),
        };
        if let Some(repeat) = repeat {
            self.all[point].control = Some((*repeat).into());
        }
        node.children.iter_mut().for_each(|child| self.add(child, Some(point), path, repeats, tree));
        path.truncate(above);
    }

    fn put(
        &mut self,
        word: String,
        parent: Option<PointId>,
        path: &str,
        repeat: bool,
        tree: &mut Tree,
    ) -> PointId {
        let (prefix, name) = word.trim_start_matches('@').split_once(':').unwrap_or(("", &word));
        let address = address(prefix, tree).to_owned();
        let name = tree.intern(&address, name.trim_start_matches('@'));
        let bind = Attributes::default();
        let is_attribute = word.starts_with('@');
        let id = self.all.put(parent, repeat, Element { word, name, bind, control: None });
        self.by_path.insert(path.to_owned(), id);
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

/// The repeats by their paths, and what else shows a place, in order.
fn see<'f>(
    controls: &'f [Control],
    repeats: &mut HashMap<&'f str, &'f Control>,
    shown: &mut Vec<(&'f str, &'f Control)>,
) {
    for control in controls {
        let attributes = &control.attributes;
        if let Some(path) = attributes.get("nodeset").filter(|_| control.tag == "repeat") {
            repeats.insert(path.trim(), control);
        } else if let Some(path) = attributes.get("ref") {
            shown.push((path.trim(), control));
        }
        see(&control.children, repeats, shown);
    }
}
