//! What an expression sees of an interview.

use super::interview::{Cell, Instance};
use crate::form::Kind;
use crate::form::expr::{Moment, Scope, Value};
use crate::form::plan::{Bound, Part};

/// The place of an expression: a node, and the unit that it is asked about.
pub(super) struct View<'a> {
    pub instance: &'a Instance,
    pub bound: &'a Bound,
    pub node: usize,
    pub nth: usize,
}

impl View<'_> {
    /// The text that a calculation stores. What is not a number is no answer, as ODK has it.
    pub fn calculated(&self) -> String {
        match self.bound.expr.evaluate(self) {
            Value::Number(number) if number.is_nan() => String::new(),
            value => value.text(),
        }
    }

    fn value_of(&self, node: usize, cell: &Cell) -> Value {
        if !cell.relevant {
            return Value::Text(String::new());
        }
        // ODK compares numbers as numbers: 5 equals 5.0.
        let kind = self.instance.plan.question(node).map(|question| &question.kind);
        let number = match kind {
            Some(Kind::Integer | Kind::Decimal) => cell.text.parse().ok(),
            _ => None,
        };
        number.map_or_else(|| Value::Text(cell.text.clone()), Value::Number)
    }

    /// All that is relevant of a node inside a repeat, seen from outside.
    fn all_of(&self, node: usize) -> Value {
        let cells = (0..self.instance.width(node)).map(|nth| self.instance.cell(node, nth));
        Value::Nodes(cells.filter(|cell| cell.relevant).map(|cell| cell.text.clone()).collect())
    }
}

impl Scope for View<'_> {
    fn reference(&self, index: usize) -> Value {
        let plan = &self.instance.plan;
        let node = self.bound.nodes[index];
        match (&plan.nodes[node].part, plan.nodes[node].scope) {
            // A repeat is followed by the node of its instances.
            (Part::Repeat(_), _) => self.all_of(node + 1),
            (_, Some(repeat)) if plan.nodes[self.node].scope != Some(repeat) => self.all_of(node),
            _ => self.value_of(node, self.instance.cell(node, self.nth)),
        }
    }

    fn itself(&self) -> Value {
        self.value_of(self.node, self.instance.cell(self.node, self.nth))
    }

    fn position(&self) -> usize {
        let Some(repeat) = self.instance.plan.nodes[self.node].scope else { return 1 };
        let instance = self.instance.plan.repeats[repeat].node + 1;
        1 + (0..self.nth).filter(|nth| self.instance.cell(instance, *nth).relevant).count()
    }

    fn now(&self) -> Moment {
        self.instance.now
    }
}
