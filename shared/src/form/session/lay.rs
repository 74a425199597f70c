//! Lays cells over the elements of the answers, instance by instance; repeats get what their next instance begins as.

use foldhash::HashMap;

use super::Session;
use super::point::{PointId, Points};
use crate::form::engine::State;
use crate::form::tree::{Kind, NameId, NodeId, Tree};

/// Where cells are laid.
pub(super) struct Layer<'a> {
    pub points: &'a Points,
    pub tree: &'a mut Tree,
    pub state: &'a mut State,
    /// What the next instance of a repeat begins as.
    pub templates: &'a mut HashMap<PointId, NodeId>,
}

impl Layer<'_> {
    /// Lays the cells of an instance whose element stands in its place, and of all instances inside it.
    pub fn lay(&mut self, home: PointId, node: NodeId, around: u32) -> u32 {
        let number = self.state.lay(self.points, home, around);
        let first = self.state.instances[number as usize].first;
        let mut open = vec![(home, node)];
        while let Some((point, node)) = open.pop() {
            let cell = (first + self.points[point].local) as usize;
            self.state.cells[cell].node = node;
            if self.points.is_leaf(point) {
                self.state.cells[cell].own = self.tree.text(node).into();
            }
            // Those of a name lie together, in their order; each is taken once.
            let named = |one: NodeId| (self.tree.name(one), Some(one));
            let mut elements: Vec<(NameId, Option<NodeId>)> = self.tree.elements(node).map(named).collect();
            elements.sort_by_key(|(name, _)| *name);
            for child in &self.points[point].children {
                let (child, place) = (*child, &self.points[*child]);
                if place.word.starts_with('@') {
                    let its = self.tree.attributes(node).find(|one| self.tree.name(*one) == place.name);
                    open.push((child, its.unwrap_or_else(|| self.put(node, child))));
                    continue;
                }
                let from = elements.partition_point(|(name, _)| *name < place.name);
                let those = elements[from..].iter_mut().take_while(|(name, _)| *name == place.name);
                let mut found = those.filter_map(|(_, element)| element.take());
                if let Some((_, local)) = place.range {
                    self.lay_range(child, node, &found.collect::<Vec<_>>(), number, first + local);
                } else {
                    let element = found.next();
                    found.for_each(drop);
                    open.push((child, element.unwrap_or_else(|| self.put(node, child))));
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

    /// A copy of an instance in which nothing is answered: where a form has no template, an instance is added blank.
    fn without_answers(&mut self, instance: NodeId) -> NodeId {
        let copy = self.tree.copy(instance);
        let is_element = |node: NodeId| self.tree.kind(node) == Kind::Element;
        let is_leaf = |node: &NodeId| is_element(*node) && self.tree.elements(*node).next().is_none();
        let leaves: Vec<NodeId> = self.tree.descendants(copy).filter(is_leaf).collect();
        leaves.into_iter().for_each(|leaf| self.tree.set_text(leaf, ""));
        copy
    }

    fn lay_range(&mut self, repeat: PointId, parent: NodeId, found: &[NodeId], around: u32, cell: u32) {
        let mark = self.tree.make_text("");
        match found.first() {
            Some(first) => self.tree.insert_before(mark, *first),
            None => self.tree.append(parent, mark),
        }
        self.state.cells[cell as usize].node = mark;
        let (templates, instances): (Vec<NodeId>, Vec<NodeId>) =
            found.iter().partition(|one| self.tree.attribute_of(**one, JAVAROSA, "template").is_some());
        templates.iter().for_each(|one| self.tree.detach(*one));
        if !self.templates.contains_key(&repeat) {
            let template = match (templates.first(), instances.first()) {
                (Some(template), _) => *template,
                (None, Some(first)) => self.without_answers(*first),
                (None, None) => return,
            };
            self.templates.insert(repeat, template);
        }
        for node in instances {
            let number = self.lay(repeat, node, around);
            self.state.instances[around as usize].of_mut(repeat).push(number);
        }
    }
}

impl Session {
    /// Lays the cells of an instance whose element stands in its place, and of all instances inside it.
    pub(super) fn lay(&mut self, home: PointId, node: NodeId, around: u32) -> u32 {
        let Self { plan, tree, state, templates, .. } = self;
        let from = state.cells.len();
        let number = Layer { points: &plan.points, tree, state, templates }.lay(home, node, around);
        self.note_cells(from);
        self.shape(from);
        number
    }

    /// Lets the cells from one on say what their questions can store: what a form says that they begin with may be anything.
    pub(super) fn shape(&mut self, from: usize) {
        if self.plan.over.is_some() {
            return;
        }
        for number in from..self.state.cells.len() {
            let cell = &mut self.state.cells[number];
            let (point, node) = (cell.point, cell.node);
            if cell.own.is_empty() || !self.plan.points.is_leaf(point) {
                continue;
            }
            let own = std::mem::take(&mut cell.own);
            let own = self.shaped(point, own);
            let said = match self.plan.items.get(&point) {
                // Where answers change which choices there are, that is computed with them.
                Some(items) if !items.changes => self.offered(number as u32, &own),
                _ => own.clone(),
            };
            if *self.tree.text(node) != *said {
                self.tree.set_text(node, &said);
            }
            self.state.cells[number].own = own;
        }
    }

    /// Whether so many new instances of a repeat can be held, without what is inside of them. That they cannot is kept.
    pub(super) fn has_room(&mut self, repeat: PointId, more: usize) -> bool {
        let new = self.plan.points.layout(repeat).len().saturating_mul(more);
        let fits = self.state.cells.len().saturating_add(new) <= MOST_CELLS;
        self.full |= !fits;
        fits
    }

    /// Puts an instance of a repeat behind those that are there, a new one unless one comes back, and gives its number.
    pub(super) fn grow(&mut self, around: u32, repeat: PointId, back: Option<u32>) -> Option<u32> {
        let (_, local) = self.plan.points[repeat].range?;
        if back.is_none() && !self.has_room(repeat, 1) {
            return None;
        }
        let there = &self.state.instances[around as usize];
        let behind = match there.of(repeat).last() {
            Some(last) => self.state.instances[*last as usize].first,
            None => there.first + local,
        };
        let behind = self.state.cells[behind as usize].node;
        let number = match back {
            Some(back) => {
                let node = self.state.cells[self.state.instances[back as usize].first as usize].node;
                self.tree.insert_after(node, behind);
                self.state.bring_back(back);
                back
            }
            None => {
                let node = self.tree.copy(*self.templates.get(&repeat)?);
                self.tree.insert_after(node, behind);
                self.lay(repeat, node, around)
            }
        };
        self.state.instances[around as usize].of_mut(repeat).push(number);
        Some(number)
    }

    /// Takes an instance out of its place, with all instances inside it.
    pub(super) fn take_out(&mut self, instance: u32) {
        let first = self.state.instances[instance as usize].first;
        self.tree.detach(self.state.cells[first as usize].node);
        self.state.take_out(instance);
    }
}

/// More places for answers than any interview has: repeats within repeats could ask for more than any device holds.
pub(super) const MOST_CELLS: usize = 300_000;

/// The namespace of what JavaRosa added to forms.
pub(super) const JAVAROSA: &str = "http://openrosa.org/javarosa";

#[cfg(test)]
mod tests {
    use super::super::tests::{inner, open};

    /// As @getodk/xforms-engine 0.22.0 and JavaRosa do; what the first instance begins with is of it alone.
    #[test]
    fn an_instance_without_a_template_is_added_blank() {
        let body = "<group ref=\"/d/r\"><repeat nodeset=\"/d/r\"><input ref=\"/d/r/a\"/><input ref=\"/d/r/g/b\"/></repeat></group>";
        let mut session = open("<r><a>x</a><g><b>y</b></g></r>", "", body);
        session.add("/d/r", 1).unwrap();
        assert_eq!(inner(&session), "<r><a>x</a><g><b>y</b></g></r><r><a/><g><b/></g></r>");
    }
}
