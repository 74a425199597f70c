//! The places of a form: every element of the answers once, however many instances of its repeat there are.

use std::collections::HashMap;

use crate::form::model::{Attributes, Control, Form, Node, Rule};
use crate::form::tree::{NameId, Tree};
use crate::form::xpath::address;

/// A place, by its number. The first is the element that holds all answers.
pub(super) type PointId = usize;

/// A place of the form.
#[derive(Debug)]
pub(super) struct Point {
    /// Its name as the form writes it; of an attribute with `@` before it.
    pub word: String,
    /// Its name in the arena.
    pub name: NameId,
    pub parent: Option<PointId>,
    pub children: Vec<PointId>,
    /// How many places are above it.
    pub depth: usize,
    /// The repeat whose instances hold it, itself if it is one; else the first of all places.
    pub home: PointId,
    /// Which of the cells of an instance is its.
    pub local: u32,
    /// Of a repeat: the home around it, and the cell there that stands for all its instances.
    pub range: Option<(PointId, u32)>,
    /// What its bind says.
    pub bind: Attributes,
    /// What shows it.
    pub control: Option<Shown>,
}

/// How a place is shown.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub tag: String,
    pub attributes: Attributes,
}

/// All places, and which are the cells of an instance.
#[derive(Debug, Default)]
pub(super) struct Points {
    all: Vec<Point>,
    /// Of each home what its cells stand for; a repeat inside it has the cell of its range there.
    layouts: HashMap<PointId, Vec<PointId>>,
    by_path: HashMap<String, PointId>,
    by_name: HashMap<(Option<PointId>, NameId), PointId>,
}

impl std::ops::Index<PointId> for Points {
    type Output = Point;

    fn index(&self, id: PointId) -> &Point {
        &self.all[id]
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
        let id = self.all.len();
        let around = parent.map_or(0, |parent| self.all[parent].home);
        let home = if repeat { id } else { around };
        let range = repeat.then(|| (around, self.cell(around, id)));
        let local = self.cell(home, id);
        let (prefix, name) = word.trim_start_matches('@').split_once(':').unwrap_or(("", word));
        let address = address(prefix, tree).to_owned();
        let name = tree.intern(&address, name.trim_start_matches('@'));
        if let Some(parent) = parent {
            self.all[parent].children.push(id);
        }
        let depth = parent.map_or(0, |parent| self.all[parent].depth + 1);
        let (bind, children, control) = (Attributes::default(), Vec::new(), None);
        let spelled = word.to_owned();
        self.all.push(Point {
            word: spelled,
            name,
            parent,
            children,
            depth,
            home,
            local,
            range,
            bind,
            control,
        });
        self.by_path.insert(path, id);
        if !word.starts_with('@') {
            self.by_name.insert((parent, name), id);
        }
        id
    }

    fn cell(&mut self, home: PointId, point: PointId) -> u32 {
        let layout = self.layouts.entry(home).or_default();
        layout.push(point);
        (layout.len() - 1) as u32
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The place at a path such as `/data/member/age`.
    pub fn at(&self, path: &str) -> Option<PointId> {
        self.by_path.get(path).copied()
    }

    /// The element of a name right below a place; above all there is none but the first.
    pub fn named(&self, parent: Option<PointId>, name: NameId) -> Option<PointId> {
        self.by_name.get(&(parent, name)).copied()
    }

    /// What the cells of an instance stand for.
    pub fn layout(&self, home: PointId) -> &[PointId] {
        self.layouts.get(&home).map_or(&[], Vec::as_slice)
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

    /// The home around a home.
    pub fn around(&self, home: PointId) -> PointId {
        self[home].range.map_or(0, |(around, _)| around)
    }

    /// Whether a home is another or lies within it.
    pub fn is_within(&self, mut home: PointId, other: PointId) -> bool {
        while home != other {
            if home == 0 {
                return false;
            }
            home = self.around(home);
        }
        true
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
