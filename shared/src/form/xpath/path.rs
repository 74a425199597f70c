//! Walks paths: step after step without gathering nodes, where that meets each once and in order.

use std::borrow::Cow;
use std::ops::ControlFlow;

use super::axis::{See, along};
use super::bound::{Bound, address};
use super::call::Call;
use super::evaluate::{Run, Spot};
use super::fault::Fault;
use super::function::Function;
use super::ground::Ground;
use super::moment::Zone;
use super::scope::Scope;
use super::term::{Axis, Origin, Path, Predicate, Step, Term, Test, What};
use super::value::Value;
use super::wide::Wide;
use crate::form::Moment;
use crate::form::tree::{Kind, NodeId, Tree};

/// The nodes of an arena, as an expression is computed over them.
#[derive(Clone, Copy)]
pub(super) struct Nodes<'t> {
    pub scope: &'t dyn Scope,
    pub tree: &'t Tree,
    pub bound: &'t Bound,
    /// The node that the whole expression is evaluated at.
    pub current: NodeId,
}

impl Bound {
    /// The value of the expression at a node.
    pub fn evaluate<'t>(&'t self, node: NodeId, scope: &'t dyn Scope) -> Value<'t> {
        let nodes = Nodes { scope, tree: scope.tree(), bound: self, current: node };
        self.expr.value_on(&nodes, node)
    }
}

impl<'t> Ground<'t> for Nodes<'t> {
    fn text(&self, node: NodeId) -> Cow<'t, str> {
        self.tree.text(node)
    }

    fn is_blank(&self, node: NodeId) -> bool {
        self.tree.is_blank(node)
    }

    fn own(&self, node: NodeId) -> Value<'t> {
        Value::Text(self.tree.text(node))
    }

    fn each(&self, path: &'t Path, spot: Spot, see: See<'_>) -> Option<Value<'t>> {
        let _ = if path.streams {
            self.stream(path, spot, see)
        } else {
            self.gathered(path, spot).into_iter().try_for_each(see)
        };
        None
    }

    fn sort(&self, nodes: &mut Vec<NodeId>) {
        self.tree.sort(nodes);
    }

    fn call(&self, call: &Call<'_, 't>) -> Value<'t> {
        Wide { call, ground: self }.value()
    }

    fn zone(&self) -> &dyn Zone {
        self.scope.zone()
    }

    fn now(&self) -> Moment {
        let at = self.scope.now();
        Moment { at, offset: self.scope.zone().to_offset(at) }
    }

    fn defect(&self, fault: Fault) {
        self.scope.defect(fault);
    }
}

impl<'t> Nodes<'t> {
    fn run(&self) -> Run<'_, 't> {
        Run { ground: self, text: &self.bound.expr.text }
    }

    /// The nodes of a path that does not stream.
    fn gathered(&self, path: &'t Path, spot: Spot) -> Vec<NodeId> {
        let mut nodes = self.origin(&path.origin, spot);
        for step in &path.steps {
            let mut met = Vec::new();
            for node in nodes {
                self.step(step, node, &mut met);
            }
            self.tree.sort(&mut met);
            nodes = met;
        }
        nodes
    }

    /// Shows the nodes of a path that streams.
    fn stream(&self, path: &'t Path, spot: Spot, see: See<'_>) -> ControlFlow<()> {
        match &path.origin {
            Origin::Root => self.walk(&path.steps, self.scope.root(), see),
            Origin::Context => self.walk(&path.steps, spot.node, see),
            Origin::Pinned(number) => match self.scope.pinned(*number) {
                Some(node) => self.walk(&path.steps, node, see),
                None => ControlFlow::Continue(()),
            },
            Origin::Above(levels) => match self.above(*levels) {
                Some(node) => self.walk(&path.steps, node, see),
                None => ControlFlow::Continue(()),
            },
            other => {
                self.origin(other, spot).into_iter().try_for_each(|node| self.walk(&path.steps, node, see))
            }
        }
    }

    fn origin(&self, origin: &'t Origin, spot: Spot) -> Vec<NodeId> {
        match origin {
            Origin::Root => vec![self.scope.root()],
            Origin::Context => vec![spot.node],
            Origin::Pinned(number) => self.scope.pinned(*number).into_iter().collect(),
            Origin::Above(levels) => self.above(*levels).into_iter().collect(),
            Origin::Reference(number) => self.scope.reference(&self.bound.expr.references[*number]),
            Origin::Term(term, predicates) => {
                let mut nodes = self.run().nodes(term, spot);
                self.filter(predicates, &mut nodes);
                nodes
            }
        }
    }

    fn above(&self, levels: usize) -> Option<NodeId> {
        (0..levels).try_fold(self.current, |node, _| self.tree.parent(node))
    }

    fn walk(&self, steps: &'t [Step], node: NodeId, see: See<'_>) -> ControlFlow<()> {
        let Some((step, rest)) = steps.split_first() else { return see(node) };
        if step.predicates.iter().any(|one| one.positional) {
            let mut met = Vec::new();
            self.step(step, node, &mut met);
            return met.into_iter().try_for_each(|node| self.walk(rest, node, see));
        }
        // The way of almost every path: the children of a name.
        if let (Axis::Child, Test::Name(name)) = (step.axis, &step.test) {
            let name = self.bound.names[*name];
            for child in self.tree.children(node) {
                let fits = self.tree.name(child) == name && self.tree.kind(child) == Kind::Element;
                if fits && self.scope.leads_to(child) && self.keeps(step, child) {
                    self.walk(rest, child, see)?;
                }
            }
            return ControlFlow::Continue(());
        }
        along(self.tree, step.axis, node, &mut |met| {
            if self.fits(step, met) && self.keeps(step, met) {
                self.walk(rest, met, see)?;
            }
            ControlFlow::Continue(())
        })
    }

    /// Whether the predicates of a step, none of which asks for a place, keep a node.
    fn keeps(&self, step: &'t Step, node: NodeId) -> bool {
        let (run, spot) = (self.run(), Spot::at(node));
        step.predicates.iter().all(|one| run.boolean(&one.term, spot))
    }

    /// What one step meets from one node.
    fn step(&self, step: &'t Step, node: NodeId, met: &mut Vec<NodeId>) {
        let mut here = Vec::new();
        let _ = along(self.tree, step.axis, node, &mut |node| {
            if self.fits(step, node) {
                here.push(node);
            }
            ControlFlow::Continue(())
        });
        self.filter(&step.predicates, &mut here);
        met.append(&mut here);
    }

    fn filter(&self, predicates: &'t [Predicate], nodes: &mut Vec<NodeId>) {
        for predicate in predicates {
            let size = nodes.len();
            // `[3]`: the place is known before the nodes are.
            if let What::Number(place) = predicate.term.what {
                let at = nodes.iter().copied().enumerate().find(|(at, _)| (at + 1) as f64 == place);
                *nodes = at.map(|(_, node)| node).into_iter().collect();
                continue;
            }
            let mut position = 0;
            nodes.retain(|node| {
                position += 1;
                self.holds(&predicate.term, Spot { node: *node, position, size })
            });
        }
    }

    fn holds(&self, term: &'t Term, spot: Spot) -> bool {
        match self.run().value(term, spot) {
            Value::Number(place) => spot.position as f64 == place,
            other => other.boolean(),
        }
    }

    fn fits(&self, step: &Step, node: NodeId) -> bool {
        let up = matches!(step.axis, Axis::Itself | Axis::Parent | Axis::Ancestor | Axis::AncestorOrSelf);
        self.is(step, node) && (up || self.scope.leads_to(node))
    }

    fn is(&self, step: &Step, node: NodeId) -> bool {
        let (tree, kind) = (self.tree, self.tree.kind(node));
        let principal = if step.axis == Axis::Attribute { Kind::Attribute } else { Kind::Element };
        match &step.test {
            Test::Node => true,
            Test::Any => kind == principal,
            Test::Name(name) => kind == principal && tree.name(node) == self.bound.names[*name],
            Test::Within(name) => {
                let (prefix, _) = self.bound.expr.name(*name);
                kind == principal && address(prefix, tree) == tree.namespace(node)
            }
            Test::Text => kind == Kind::Text,
            Test::Comment => kind == Kind::Comment,
            Test::Instruction(None) => kind == Kind::Instruction,
            Test::Instruction(Some(name)) => kind == Kind::Instruction && tree.local(node) == &**name,
        }
    }

    /// `instance('…')` and `current()`: the one node that they give.
    pub fn instance(&self, function: Function, id: Option<&'t Term>, spot: Spot) -> Option<NodeId> {
        match (function, id) {
            (Function::Instance, Some(id)) => {
                let name = self.run().text(id, spot);
                let found = self.scope.instance(&name);
                if found.is_none() {
                    self.run().defect("no_instance", id.span, &[("name", &name)]);
                }
                found
            }
            _ => Some(self.current),
        }
    }
}
