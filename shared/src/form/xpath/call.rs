//! Calls functions that are the same whatever they are computed over.

mod choice;
mod numbers;
mod texts;

use std::borrow::Cow;
use std::ops::ControlFlow;

use super::evaluate::{Run, Spot};
use super::fault::Span;
use super::function::Function as F;
use super::term::Term;
use super::value::Value;
use crate::form::tree::NodeId;

impl<'t> Run<'_, 't> {
    /// The value of a call.
    pub fn call(&self, function: F, arguments: &'t [Term], spot: Spot, span: Span) -> Value<'t> {
        let (fewest, most) = function.arguments();
        if !(fewest..=most).contains(&arguments.len()) {
            let n = arguments.len().to_string();
            let name = self.text[span.range()].split('(').next().unwrap_or_default();
            self.defect("arguments", span, &[("function", name.trim_end()), ("n", &n)]);
            return Value::EMPTY;
        }
        let call = Call { run: *self, function, arguments, spot, span };
        match function {
            F::Boolean
            | F::BooleanFromString
            | F::Coalesce
            | F::CountSelected
            | F::False
            | F::If
            | F::Not
            | F::Selected
            | F::SelectedAt
            | F::True => call.of_choice(),
            F::Concat
            | F::Contains
            | F::EndsWith
            | F::Join
            | F::NormalizeSpace
            | F::StartsWith
            | F::StringOf
            | F::StringLength
            | F::Substr
            | F::Substring
            | F::SubstringAfter
            | F::SubstringBefore
            | F::Translate => call.of_text(),
            F::Abs
            | F::Ceiling
            | F::Floor
            | F::Int
            | F::Max
            | F::Min
            | F::Number
            | F::Pow
            | F::Round
            | F::Sum => Value::Number(call.of_number()),
            F::Count => Value::Number(call.count(|_| true, |_| true)),
            F::CountNonEmpty => {
                let said = |value| !self.text_of(value).is_empty();
                Value::Number(call.count(|node| !self.ground.is_blank(node), said))
            }
            F::Today => Value::Text(self.ground.now().day().into()),
            F::Now => Value::Text(self.ground.now().text().into()),
            _ => self.ground.call(&call),
        }
    }
}

/// A call whose arguments are as many as they should be.
pub(in crate::form) struct Call<'r, 't> {
    pub(super) run: Run<'r, 't>,
    /// What is called.
    pub function: F,
    /// With what.
    pub arguments: &'t [Term],
    pub(super) spot: Spot,
    pub(super) span: Span,
}

impl<'t> Call<'_, 't> {
    pub(super) fn text(&self, at: usize) -> Cow<'t, str> {
        self.run.text(&self.arguments[at], self.spot)
    }

    pub(super) fn number(&self, at: usize) -> f64 {
        self.run.number(&self.arguments[at], self.spot)
    }

    pub(super) fn value(&self, at: usize) -> Value<'t> {
        self.run.value(&self.arguments[at], self.spot)
    }

    /// The text of the only argument, or of what the call stands at.
    fn text_or_own(&self) -> Cow<'t, str> {
        if self.arguments.is_empty() {
            self.run.text_of(self.run.ground.own(self.spot.node))
        } else {
            self.text(0)
        }
    }

    /// How many of the nodes of the argument count; a value stands for itself.
    fn count(&self, node: impl Fn(NodeId) -> bool, value: impl Fn(Value<'t>) -> bool) -> f64 {
        let mut count = 0;
        let other = self.run.each(&self.arguments[0], self.spot, &mut |one| {
            count += usize::from(node(one));
            ControlFlow::Continue(())
        });
        (count + usize::from(other.is_some_and(value))) as f64
    }
}
