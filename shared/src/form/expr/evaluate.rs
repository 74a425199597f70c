//! Computes an expression: operators and their comparisons. Functions are in `call`.

use jiff::tz::Offset;

use super::term::{Expr, Term};
use super::value::Value;
use crate::form::Moment;
use crate::form::operator::Comparison;

/// What an expression sees around it.
pub trait Scope {
    /// The value of the reference with this index in [`Expr::references`].
    fn reference(&self, index: usize) -> Value;
    /// The value of `.`.
    fn itself(&self) -> Value;
    /// The number of the repeat's instance that the expression stands in, from 1; 1 outside.
    fn position(&self) -> usize;
    /// The clock.
    fn now(&self) -> Moment;
}

impl Expr {
    /// The value of the expression.
    pub fn evaluate(&self, scope: &impl Scope) -> Value {
        self.root.evaluate(scope)
    }
}

impl Term {
    pub(super) fn evaluate(&self, scope: &impl Scope) -> Value {
        match self {
            Self::Number(number) => Value::Number(*number),
            Self::Text(text) => Value::Text(text.clone()),
            Self::Reference(index) => scope.reference(*index),
            Self::Itself => scope.itself(),
            Self::Parent => Value::Nodes(Vec::new()),
            Self::Or(parts) => Value::Boolean(parts.iter().any(|part| part.evaluate(scope).boolean())),
            Self::And(parts) => Value::Boolean(parts.iter().all(|part| part.evaluate(scope).boolean())),
            Self::Compare(how, left, right) => Value::Boolean(compare(
                *how,
                &left.evaluate(scope),
                &right.evaluate(scope),
                scope.now().offset,
            )),
            Self::Calculate(how, left, right) => {
                Value::Number(how.of(left.number(scope), right.number(scope)))
            }
            Self::Negate(inner) => Value::Number(-inner.number(scope)),
            Self::Call(function, arguments) => function.call(arguments, scope),
        }
    }

    pub(super) fn number(&self, scope: &impl Scope) -> f64 {
        self.evaluate(scope).number(scope.now().offset)
    }

    pub(super) fn text(&self, scope: &impl Scope) -> String {
        match self {
            Self::Text(text) => text.clone(),
            _ => self.evaluate(scope).text(),
        }
    }
}

/// XPath 1.0, section 3.4. A set of nodes compares as any of its nodes does.
fn compare(how: Comparison, left: &Value, right: &Value, offset: Offset) -> bool {
    match (left, right) {
        (Value::Boolean(_), _) | (_, Value::Boolean(_)) if !how.is_order() => {
            how.holds(&left.boolean(), &right.boolean())
        }
        (Value::Nodes(nodes), _) => {
            nodes.iter().any(|node| compare(how, &Value::Text(node.clone()), right, offset))
        }
        (_, Value::Nodes(nodes)) => {
            nodes.iter().any(|node| compare(how, left, &Value::Text(node.clone()), offset))
        }
        (Value::Text(left), Value::Text(right)) if !how.is_order() => how.holds(left, right),
        _ => how.holds(&left.number(offset), &right.number(offset)),
    }
}
