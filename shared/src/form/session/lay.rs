//! Lays cells over the elements of the answers, instance by instance; repeats get what their next instance begins as.

use std::collections::HashMap;

use super::Session;
use super::cells::{Cell, Holds, Instance};
use super::point::{PointId, Points};
use crate::form::tree::{NameId, NodeId, Tree};

/// Where cells are laid.
pub(super) struct Layer<'a> {
    pub points: &'a Points,
    pub tree: &'a mut Tree,
    pub cells: &'a mut Vec<Cell>,
    pub instances: &'a mut Vec<Instance>,
    /// What the next instance of a repeat begins as.
    pub templates: &'a mut HashMap<PointId, NodeId>,
}

impl Layer<'_> {
    /// Lays the cells of an instance whose element stands in its place, and of all instances inside it.
    pub fn lay(&mut self, home: PointId, node: NodeId, around: u32) -> u32 {
        let (number, first) = (self.instances.len() as u32, self.cells.len() as u32);
        self.instances.push(Instance {
            point: home,
            around,
            first,
            inside: Vec::new(),
            gone: Vec::new(),
            code: Box::default(),
            live: true,
        });
        for point in self.points.layout(home) {
            let (own, holds) = (Box::default(), Holds::AT_FIRST);
            self.cells.push(Cell { node, instance: number, point: *point, own, holds });
        }
        let mut open = vec![(home, node)];
        while let Some((point, node)) = open.pop() {
            let cell = (first + self.points[point].local) as usize;
            self.cells[cell].node = node;
            if self.points.is_leaf(point) {
                self.cells[cell].own = self.tree.text(node).into();
            }
            let mut by_name: HashMap<NameId, Vec<NodeId>> = HashMap::new();
            for element in self.tree.elements(node) {
                by_name.entry(self.tree.name(element)).or_default().push(element);
            }
            for child in &self.points[point].children {
                let (child, place) = (*child, &self.points[*child]);
                let found = match place.word.starts_with('@') {
                    true => {
                        self.tree.attributes(node).filter(|one| self.tree.name(*one) == place.name).collect()
                    }
                    false => by_name.remove(&place.name).unwrap_or_default(),
                };
                if let Some((_, local)) = place.range {
                    self.lay_range(child, node, &found, number, first + local);
                } else {
                    let element = found.first().copied().unwrap_or_else(|| self.put(node, child));
                    open.push((child, element));
                }
            }
        }
        number
    }

    fn put(&mut self, node: NodeId, point: PointId) -> NodeId {
        let name = self.points[point].name;
        if let Some(word) = self.points[point].word.strip_prefix('@') {
            let prefix = word.split_once(':').map_or("", |(prefix, _)| prefix);
            self.tree.set_attribute(node, name, prefix, "");
            return self.tree.attributes(node).last().unwrap_or(node);
        }
        let element = self.tree.make_element(name);
        self.tree.append(node, element);
        element
    }

    fn lay_range(&mut self, repeat: PointId, parent: NodeId, found: &[NodeId], around: u32, cell: u32) {
        let mark = self.tree.make_text("");
        match found.first() {
            Some(first) => self.tree.insert_before(mark, *first),
            None => self.tree.append(parent, mark),
        }
        self.cells[cell as usize].node = mark;
        let (templates, instances): (Vec<NodeId>, Vec<NodeId>) =
            found.iter().partition(|one| self.tree.attribute_of(**one, JAVAROSA, "template").is_some());
        templates.iter().for_each(|one| self.tree.detach(*one));
        if !self.templates.contains_key(&repeat) {
            let template = match (templates.first(), instances.first()) {
                (Some(template), _) => *template,
                (None, Some(first)) => self.tree.copy(*first),
                (None, None) => return,
            };
            self.templates.insert(repeat, template);
        }
        for node in instances {
            let number = self.lay(repeat, node, around);
            self.instances[around as usize].of_mut(repeat).push(number);
        }
    }
}

impl Session {
    /// Lays the cells of an instance whose element stands in its place, and of all instances inside it.
    pub(super) fn lay(&mut self, home: PointId, node: NodeId, around: u32) -> u32 {
        let Self { plan, tree, cells, instances, templates, .. } = self;
        let from = cells.len();
        let number =
            Layer { points: &plan.points, tree, cells, instances, templates }.lay(home, node, around);
        self.note_cells(from);
        number
    }

    /// Puts an instance of a repeat behind those that are there, a new one unless one comes back, and gives its number.
    pub(super) fn grow(&mut self, around: u32, repeat: PointId, back: Option<u32>) -> Option<u32> {
        let (_, local) = self.plan.points[repeat].range?;
        if back.is_none() && self.cells.len() >= MOST_CELLS {
            self.full = true;
            return None;
        }
        let there = &self.instances[around as usize];
        let behind = match there.of(repeat).last() {
            Some(last) => self.instances[*last as usize].first,
            None => there.first + local,
        };
        let behind = self.cells[behind as usize].node;
        let number = match back {
            Some(back) => {
                let node = self.cells[self.instances[back as usize].first as usize].node;
                self.tree.insert_after(node, behind);
                self.each_inside(back, |one| one.live = true);
                back
            }
            None => {
                let node = self.tree.copy(*self.templates.get(&repeat)?);
                self.tree.insert_after(node, behind);
                self.lay(repeat, node, around)
            }
        };
        self.instances[around as usize].of_mut(repeat).push(number);
        Some(number)
    }

    /// Takes an instance out of its place, with all instances inside it.
    pub(super) fn take_out(&mut self, instance: u32) {
        let Instance { point, around, first, .. } = self.instances[instance as usize];
        self.tree.detach(self.cells[first as usize].node);
        let all = self.instances[around as usize].of_mut(point);
        // A lowered count takes the last ones: from there it is found at once.
        if let Some(at) = all.iter().rposition(|one| *one == instance) {
            all.remove(at);
        }
        self.each_inside(instance, |one| one.live = false);
    }

    fn each_inside(&mut self, instance: u32, change: impl Fn(&mut Instance)) {
        let mut open = vec![instance];
        while let Some(one) = open.pop() {
            let one = &mut self.instances[one as usize];
            change(one);
            open.extend(one.inside.iter().flat_map(|(_, all)| all));
        }
    }
}

/// More places for answers than any interview has: repeats within repeats could ask for more than any device holds.
pub(super) const MOST_CELLS: usize = 300_000;

/// The namespace of what JavaRosa added to forms.
pub(super) const JAVAROSA: &str = "http://openrosa.org/javarosa";
