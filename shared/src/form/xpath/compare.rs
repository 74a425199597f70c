//! Comparisons, XPath 1.0 section 3.4: nodes compare as any of them does.

use std::ops::ControlFlow;

use super::evaluate::{Run, Spot};
use super::operator::Comparison;
use super::term::Term;
use super::value::Value;

impl<'t> Run<'_, 't> {
    /// `a = b`, or `a = b != c` from left to right.
    pub fn compare(&self, first: &'t Term, rest: &'t [(Comparison, Term)], spot: Spot) -> bool {
        let mut left: Option<bool> = None;
        for (how, right) in rest {
            left = Some(match left {
                None => self.compare_terms(*how, first, right, spot),
                Some(left) => self.pair(*how, &Value::Boolean(left), &self.value(right, spot)),
            });
        }
        left.unwrap_or_default()
    }

    fn compare_terms(&self, how: Comparison, left: &'t Term, right: &'t Term, spot: Spot) -> bool {
        let right = self.value(right, spot);
        if matches!(right, Value::Boolean(_)) {
            return self.pair(how, &self.value(left, spot), &right);
        }
        let mut any = false;
        let other = self.each(left, spot, &mut |node| {
            any = self.pair(how, &Value::Text(self.ground.text(node)), &right);
            if any { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        other.map_or(any, |left| self.pair(how, &left, &right))
    }

    fn pair(&self, how: Comparison, left: &Value<'_>, right: &Value<'_>) -> bool {
        let equality = !how.is_order();
        let text = |node| Value::Text(self.ground.text(node));
        match (left, right) {
            (Value::Boolean(_), _) | (_, Value::Boolean(_)) if equality => {
                how.holds(&left.boolean(), &right.boolean())
            }
            (Value::Nodes(nodes), _) => nodes.iter().any(|node| self.pair(how, &text(*node), right)),
            (_, Value::Nodes(nodes)) => nodes.iter().any(|node| self.pair(how, left, &text(*node))),
            (Value::Text(left), Value::Text(right)) if equality => how.holds(left, right),
            _ => how.holds(&self.number_of(left), &self.number_of(right)),
        }
    }
}
