//! Computes an expression: operators and their comparisons. Functions are in `call`.

use std::cmp::Ordering;

use jiff::tz::Offset;

use super::moment::Moment;
use super::term::{Arithmetic, Comparison, Expr, Term};
use super::value::Value;

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
                Value::Number(calculate(*how, left.number(scope), right.number(scope)))
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

fn calculate(how: Arithmetic, left: f64, right: f64) -> f64 {
    match how {
        Arithmetic::Add => left + right,
        Arithmetic::Subtract => left - right,
        Arithmetic::Multiply => left * right,
        Arithmetic::Divide => left / right,
        Arithmetic::Modulo => left % right,
    }
}

/// XPath 1.0, section 3.4. A set of nodes compares as any of its nodes does.
fn compare(how: Comparison, left: &Value, right: &Value, offset: Offset) -> bool {
    let equality = matches!(how, Comparison::Equal | Comparison::NotEqual);
    let order = match (left, right) {
        (Value::Boolean(_), _) | (_, Value::Boolean(_)) if equality => {
            Some(left.boolean().cmp(&right.boolean()))
        }
        (Value::Nodes(nodes), _) => {
            return nodes.iter().any(|node| compare(how, &Value::Text(node.clone()), right, offset));
        }
        (_, Value::Nodes(nodes)) => {
            return nodes.iter().any(|node| compare(how, left, &Value::Text(node.clone()), offset));
        }
        (Value::Text(left), Value::Text(right)) if equality => Some(left.cmp(right)),
        _ => left.number(offset).partial_cmp(&right.number(offset)),
    };
    match how {
        Comparison::Equal => order == Some(Ordering::Equal),
        Comparison::NotEqual => order != Some(Ordering::Equal),
        Comparison::Less => order == Some(Ordering::Less),
        Comparison::LessOrEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        Comparison::Greater => order == Some(Ordering::Greater),
        Comparison::GreaterOrEqual => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
    }
}
