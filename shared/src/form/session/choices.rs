//! Choices: which there are now, what they are called, and which answers are among them.

use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;

use foldhash::HashSet;

use super::Session;
use super::point::{PointId, Points};
use super::view::Choice;
use crate::form::model::{Choice as Offered, Control};
use crate::form::tree::NodeId;
use crate::form::xpath::{Bound, Value};

/// Where the choices of a question come from.
#[derive(Debug)]
pub(super) struct Items {
    /// Where they are looked up, if they do not stand with the question.
    pub lookup: Option<Arc<Lookup>>,
    /// Whether other answers change which there are.
    pub changes: bool,
    /// One answer, and not several.
    pub single: bool,
    /// The first question that looks up the same: where no answer changes which choices there are, they are kept once for all.
    pub like: PointId,
    /// The choices that stand with the question.
    pub options: Vec<Offered>,
}

/// Where choices are looked up; questions outside of repeats that write the same share it.
#[derive(Debug)]
pub(super) struct Lookup {
    /// The expression as it is written.
    pub nodeset: String,
    pub bound: Option<Bound>,
    pub value: Option<Bound>,
    pub label: Option<Bound>,
}

impl Items {
    /// The choices of a question, if it is one with choices.
    pub fn of(control: &Control, like: PointId) -> Option<Self> {
        if !["select1", "select", "odk:rank"].contains(&&*control.tag) {
            return None;
        }
        let nodeset = control.itemset.as_ref().map_or("", |set| set.nodeset.as_str());
        let looked_up =
            nodeset.trim_start().trim_start_matches("randomize(").trim_start().starts_with("instance(");
        let changes = !nodeset.is_empty() && (nodeset.contains('[') || !looked_up);
        Some(Self { lookup: None, changes, single: control.tag == "select1", like, options: Vec::new() })
    }
}

/// Is shown each choice: what is stored, and its node in a list or its place with the question; breaks off when it has seen enough.
type See<'a> = &'a mut dyn FnMut(&str, Result<NodeId, usize>) -> ControlFlow<()>;

impl Session {
    /// What of an answer is among the choices.
    pub(super) fn offered(&self, cell: u32, own: &str) -> String {
        let one = &self.state.cells[cell as usize];
        let Some(items) = self.plan.items.get(&one.point) else { return own.to_owned() };
        if items.single && items.changes {
            let mut found = false;
            self.each_choice(items, one.node, &mut |value, _| {
                found = value == own;
                if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            return if found { own.to_owned() } else { String::new() };
        }
        let values = self.values(one.point, one.node);
        if items.single {
            return if values.contains(own) { own.to_owned() } else { String::new() };
        }
        let kept: Vec<&str> = own.split_ascii_whitespace().filter(|it| values.contains(*it)).collect();
        kept.join(" ")
    }

    fn values(&self, point: PointId, node: NodeId) -> Rc<HashSet<Box<str>>> {
        let Some(items) = self.plan.items.get(&point) else { return Rc::default() };
        if let Some(known) = self.fixed.borrow().get(&items.like) {
            return Rc::clone(known);
        }
        let mut values = HashSet::default();
        self.each_choice(items, node, &mut |value, _| {
            values.insert(value.into());
            ControlFlow::Continue(())
        });
        let values = Rc::new(values);
        if !items.changes {
            self.fixed.borrow_mut().insert(items.like, Rc::clone(&values));
        }
        values
    }

    /// Shows each choice: what is stored, and its node in a list or its place with the question.
    fn each_choice(&self, items: &Items, node: NodeId, see: See) {
        for (at, option) in items.options.iter().enumerate() {
            if see(&option.value, Err(at)).is_break() {
                return;
            }
        }
        let Some(Lookup { bound: Some(bound), value: Some(value), .. }) = items.lookup.as_deref() else {
            return;
        };
        let Value::Nodes(nodes) = bound.evaluate(node, self) else { return };
        for item in nodes {
            let stored = value.evaluate(item, self).text(&self.tree);
            if see(&stored, Ok(item)).is_break() {
                return;
            }
        }
    }

    /// An answer with its choices in the order in which they are offered.
    pub(super) fn in_order(&self, cell: u32, chosen: &[String]) -> String {
        let one = &self.state.cells[cell as usize];
        let Some(items) = self.plan.items.get(&one.point) else { return chosen.join(" ") };
        let shown = self.plan.points[one.point].control.as_ref();
        if shown.is_some_and(|shown| shown.tag == "odk:rank") {
            return self.offered(cell, &chosen.join(" "));
        }
        let mut kept: Vec<String> = Vec::new();
        self.each_choice(items, one.node, &mut |value, _| {
            if chosen.iter().any(|it| it == value) && !kept.iter().any(|it| it == value) {
                kept.push(value.to_owned());
            }
            ControlFlow::Continue(())
        });
        kept.join(" ")
    }

    /// The choices of a question as they are now.
    pub(super) fn choices(&self, cell: u32) -> Option<Vec<Choice>> {
        let one = &self.state.cells[cell as usize];
        let items = self.plan.items.get(&one.point)?;
        let mut choices = Vec::new();
        self.each_choice(items, one.node, &mut |value, at| {
            choices.push(Choice { value: value.to_owned(), label: self.label_of(items, one.node, at) });
            ControlFlow::Continue(())
        });
        Some(choices)
    }

    fn label_of(&self, items: &Items, node: NodeId, at: Result<NodeId, usize>) -> String {
        match at {
            Err(at) => self.words(&items.options[at].label, node),
            Ok(item) => {
                let label = items.lookup.as_ref().and_then(|lookup| lookup.label.as_ref());
                label.map_or(String::new(), |label| self.text_of(label, item))
            }
        }
    }

    /// What a choice of the question at a path is called, seen from a node: in a repeat the question of its own instance.
    pub(super) fn label_of_choice(&self, choice: &str, path: &str, from: NodeId) -> Option<String> {
        let question = self.question_at(path, from)?;
        let one = self.state.cells.iter().find(|cell| cell.node == question)?;
        let (items, mut found) = (self.plan.items.get(&one.point)?, None);
        self.each_choice(items, one.node, &mut |value, at| {
            found = (value == choice).then_some(at);
            if found.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        self.within_a_text(|| Some(self.label_of(items, one.node, found?)))
    }

    /// The element that a path of plain steps leads to; of several instances that which the node stands in, else the first.
    fn question_at(&self, path: &str, from: NodeId) -> Option<NodeId> {
        let tree = &self.tree;
        let own = |node: &NodeId| tree.ancestors(from).any(|above| above == *node);
        let begin = if path.starts_with('/') { self.root } else { from };
        let mut steps =
            path.split('/').map(str::trim).filter(|step| !matches!(*step, "" | "." | "current()"));
        steps.try_fold(begin, |node, step| match step {
            ".." => tree.parent(node),
            name => {
                let named = || tree.elements(node).filter(|one| tree.qualified(*one) == name);
                named().find(own).or_else(|| named().next())
            }
        })
    }
}

/// What shows each place first, in the order of the form.
pub(super) fn questions<'f>(controls: &'f [Control], points: &Points) -> Vec<(PointId, &'f Control)> {
    let (mut found, mut known) = (Vec::new(), vec![false; points.len()]);
    let mut open: Vec<&Control> = controls.iter().rev().collect();
    while let Some(control) = open.pop() {
        let point = control.attributes.get("ref").and_then(|path| points.at(path.trim()));
        if let Some(point) = point.filter(|point| !std::mem::replace(&mut known[*point], true)) {
            found.push((point, control));
        }
        open.extend(control.children.iter().rev());
    }
    found
}
