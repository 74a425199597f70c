//! Computes an expression: operators, and what a part is as text, number and truth. Paths are in `path`, functions in `call`.

use std::borrow::Cow;
use std::ops::ControlFlow;

use super::bound::Bound;
use super::fault::{Fault, Span};
use super::scope::Scope;
use super::term::{Term, What};
use super::value::{Value, text_number};
use crate::form::tree::{NodeId, Tree};

/// The node that a part is evaluated at, and its place among those that are filtered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub node: NodeId,
    pub position: usize,
    pub size: usize,
}

/// An expression while it is computed.
pub(super) struct Run<'t> {
    pub scope: &'t dyn Scope,
    pub tree: &'t Tree,
    pub bound: &'t Bound,
    /// The node that the whole expression is evaluated at.
    pub current: NodeId,
}

impl Bound {
    /// The value of the expression at a node.
    pub fn evaluate<'t>(&'t self, node: NodeId, scope: &'t dyn Scope) -> Value<'t> {
        let run = Run { scope, tree: scope.tree(), bound: self, current: node };
        run.value(&self.expr.root, Spot { node, position: 1, size: 1 })
    }
}

impl<'t> Run<'t> {
    pub fn value(&self, term: &'t Term, spot: Spot) -> Value<'t> {
        match &term.what {
            What::Number(number) => Value::Number(*number),
            What::Text(text) => Value::Text(Cow::Borrowed(text)),
            What::Or(parts) => Value::Boolean(parts.iter().any(|part| self.boolean(part, spot))),
            What::And(parts) => Value::Boolean(parts.iter().all(|part| self.boolean(part, spot))),
            What::Compare(first, rest) => Value::Boolean(self.compare(first, rest, spot)),
            What::Calculate(first, rest) => {
                let mut number = self.number(first, spot);
                for (how, part) in rest {
                    number = how.of(number, self.number(part, spot));
                }
                Value::Number(number)
            }
            What::Negate(inner) => Value::Number(-self.number(inner, spot)),
            What::Union(parts) => {
                let mut nodes: Vec<NodeId> = parts.iter().flat_map(|part| self.nodes(part, spot)).collect();
                self.tree.sort(&mut nodes);
                Value::Nodes(nodes)
            }
            What::Call(function, arguments) => self.call(*function, arguments, spot, term.span),
            What::Unknown(name, _) => {
                self.defect("unknown_function", term.span, &[("function", name)]);
                Value::EMPTY
            }
            What::Path(path) => Value::Nodes(self.path(path, spot)),
        }
    }

    pub fn text(&self, term: &'t Term, spot: Spot) -> Cow<'t, str> {
        match &term.what {
            What::Text(text) => Cow::Borrowed(text),
            What::Path(path) => self.first(path, spot).map_or(Cow::Borrowed(""), |node| self.tree.text(node)),
            _ => self.value(term, spot).text(self.tree),
        }
    }

    pub fn number(&self, term: &'t Term, spot: Spot) -> f64 {
        match &term.what {
            What::Number(number) => *number,
            What::Path(path) => self.first(path, spot).map_or(f64::NAN, |node| self.node_number(node)),
            _ => self.value(term, spot).number(self.tree, self.scope.zone()),
        }
    }

    pub fn boolean(&self, term: &'t Term, spot: Spot) -> bool {
        match &term.what {
            What::Path(path) => self.first(path, spot).is_some(),
            _ => self.value(term, spot).boolean(),
        }
    }

    pub fn node_number(&self, node: NodeId) -> f64 {
        text_number(&self.tree.text(node), self.scope.zone())
    }

    /// The nodes that a part gives; none where it gives something else.
    pub fn nodes(&self, term: &'t Term, spot: Spot) -> Vec<NodeId> {
        match self.value(term, spot) {
            Value::Nodes(nodes) => nodes,
            _ => Vec::new(),
        }
    }

    /// Shows the nodes that a part gives, without gathering them where that can be; the value where it gives none.
    pub fn each(
        &self,
        term: &'t Term,
        spot: Spot,
        see: &mut dyn FnMut(NodeId) -> ControlFlow<()>,
    ) -> Option<Value<'t>> {
        if let What::Path(path) = &term.what
            && path.streams
        {
            let _ = self.stream(path, spot, see);
            return None;
        }
        match self.value(term, spot) {
            Value::Nodes(nodes) => {
                let _ = nodes.into_iter().try_for_each(see);
                None
            }
            other => Some(other),
        }
    }

    /// The texts of all parts; nodes give one each.
    pub fn texts(&self, terms: &'t [Term], spot: Spot) -> Vec<Cow<'t, str>> {
        let mut texts = Vec::new();
        for term in terms {
            let other = self.each(term, spot, &mut |node| {
                texts.push(self.tree.text(node));
                ControlFlow::Continue(())
            });
            texts.extend(other.map(|other| other.text(self.tree)));
        }
        texts
    }

    /// The numbers of all parts; nodes give one each.
    pub fn numbers(&self, terms: &'t [Term], spot: Spot) -> Vec<f64> {
        let mut numbers = Vec::new();
        for term in terms {
            let other = self.each(term, spot, &mut |node| {
                numbers.push(self.node_number(node));
                ControlFlow::Continue(())
            });
            numbers.extend(other.map(|other| other.number(self.tree, self.scope.zone())));
        }
        numbers
    }

    /// Tells that a piece could not be computed.
    pub fn defect(&self, code: &str, span: Span, parameters: &[(&str, &str)]) {
        let fault = Fault::new(code, &self.bound.expr.text, span);
        self.scope.defect(parameters.iter().fold(fault, |fault, (name, value)| fault.with(name, value)));
    }
}
