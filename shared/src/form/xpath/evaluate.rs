//! Computes an expression: operators, and what a part is as text, number and truth. Functions are in `call`, what is computed
//! over in `ground`.

use std::borrow::Cow;
use std::ops::ControlFlow;

use super::axis::See;
use super::fault::{Fault, Span};
use super::ground::Ground;
use super::term::{Expr, Path, Term, What};
use super::value::{Value, text_number};
use crate::form::tree::NodeId;

/// The node that a part is evaluated at, and its place among those that are filtered.
#[derive(Clone, Copy, Debug)]
pub(in crate::form) struct Spot {
    pub node: NodeId,
    pub position: usize,
    pub size: usize,
}

impl Spot {
    /// A node that is not filtered.
    pub fn at(node: NodeId) -> Self {
        Self { node, position: 1, size: 1 }
    }
}

/// An expression while it is computed.
#[derive(Clone, Copy)]
pub(super) struct Run<'r, 't> {
    pub ground: &'r dyn Ground<'t>,
    /// The whole expression.
    pub text: &'t str,
}

impl Expr {
    /// The value of the expression at a node of what it is computed over.
    pub(in crate::form) fn value_on<'t>(&'t self, ground: &dyn Ground<'t>, node: NodeId) -> Value<'t> {
        Run { ground, text: &self.text }.value(&self.root, Spot::at(node))
    }
}

impl<'t> Run<'_, 't> {
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
                self.ground.sort(&mut nodes);
                Value::Nodes(nodes)
            }
            What::Call(function, arguments) => self.call(*function, arguments, spot, term.span),
            What::Unknown(name, _) => {
                self.defect("unknown_function", term.span, &[("function", name)]);
                Value::EMPTY
            }
            What::Path(path) => {
                let mut nodes = Vec::new();
                let other = self.ground.each(path, spot, &mut |node| {
                    nodes.push(node);
                    ControlFlow::Continue(())
                });
                other.unwrap_or(Value::Nodes(nodes))
            }
        }
    }

    pub fn text(&self, term: &'t Term, spot: Spot) -> Cow<'t, str> {
        match &term.what {
            What::Text(text) => Cow::Borrowed(text),
            What::Path(path) => match self.first(path, spot) {
                Ok(node) => node.map_or(Cow::Borrowed(""), |node| self.ground.text(node)),
                Err(value) => self.text_of(value),
            },
            _ => self.text_of(self.value(term, spot)),
        }
    }

    pub fn number(&self, term: &'t Term, spot: Spot) -> f64 {
        match &term.what {
            What::Number(number) => *number,
            What::Path(path) => match self.first(path, spot) {
                Ok(node) => node.map_or(f64::NAN, |node| self.node_number(node)),
                Err(value) => self.number_of(&value),
            },
            _ => self.number_of(&self.value(term, spot)),
        }
    }

    pub fn boolean(&self, term: &'t Term, spot: Spot) -> bool {
        match &term.what {
            What::Path(path) => {
                self.first(path, spot).map_or_else(|value| value.boolean(), |node| node.is_some())
            }
            _ => self.value(term, spot).boolean(),
        }
    }

    /// The first node of a path, or the value that it gives instead.
    pub fn first(&self, path: &'t Path, spot: Spot) -> Result<Option<NodeId>, Value<'t>> {
        let mut first = None;
        let other = self.ground.each(path, spot, &mut |node| {
            first = Some(node);
            ControlFlow::Break(())
        });
        other.map_or(Ok(first), Err)
    }

    pub fn node_number(&self, node: NodeId) -> f64 {
        text_number(&self.ground.text(node), self.ground.zone())
    }

    pub fn text_of(&self, value: Value<'t>) -> Cow<'t, str> {
        value.text_by(|node| self.ground.text(node))
    }

    pub fn number_of(&self, value: &Value<'_>) -> f64 {
        value.number_by(|node| self.node_number(node), self.ground.zone())
    }

    /// The nodes that a part gives; none where it gives something else.
    pub fn nodes(&self, term: &'t Term, spot: Spot) -> Vec<NodeId> {
        match self.value(term, spot) {
            Value::Nodes(nodes) => nodes,
            _ => Vec::new(),
        }
    }

    /// Shows the nodes that a part gives, without gathering them where that can be; the value where it gives none.
    pub fn each(&self, term: &'t Term, spot: Spot, see: See<'_>) -> Option<Value<'t>> {
        if let What::Path(path) = &term.what {
            return self.ground.each(path, spot, see);
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
                texts.push(self.ground.text(node));
                ControlFlow::Continue(())
            });
            texts.extend(other.map(|other| self.text_of(other)));
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
            numbers.extend(other.map(|other| self.number_of(&other)));
        }
        numbers
    }

    /// Tells that a piece could not be computed.
    pub fn defect(&self, code: &str, span: Span, parameters: &[(&str, &str)]) {
        let fault = Fault::new(code, self.text, span);
        self.ground.defect(parameters.iter().fold(fault, |fault, (name, value)| fault.with(name, value)));
    }
}
