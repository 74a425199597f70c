//! What an expression sees of an interview.

use std::borrow::Cow;
use std::ops::ControlFlow;

use super::interview::Instance;
use crate::form::engine::Cell;
use crate::form::plan::{Bound, Part};
use crate::form::tree::NodeId;
use crate::form::xpath::{Call, Ground, Path, Spot, Value, Zone, number};
use crate::form::{Kind, Moment};

/// The place of an expression: a node, and the unit that it is asked about. Of the cells of an interview each is a node to it.
pub(super) struct View<'t> {
    instance: &'t Instance,
    bound: &'t Bound,
    cell: usize,
    node: usize,
    nth: usize,
}

impl<'t> View<'t> {
    pub fn new(instance: &'t Instance, bound: &'t Bound, cell: u32) -> Self {
        let (node, nth) = instance.place(cell);
        Self { instance, bound, cell: cell as usize, node, nth }
    }

    /// The text that a calculation stores. What is not a number is no answer, as ODK has it.
    pub fn calculated(&self) -> String {
        match self.value() {
            Value::Number(number) if number.is_nan() => String::new(),
            value => self.text_of(value),
        }
    }

    /// Whether a condition holds.
    pub fn holds(&self) -> bool {
        self.value().boolean()
    }

    fn value(&self) -> Value<'t> {
        self.bound.expr.value_on(self, NodeId::new(self.cell))
    }

    fn text_of(&self, value: Value<'t>) -> String {
        value.text_by(|node| self.text(node)).into_owned()
    }

    /// The answer of one question: ODK compares numbers as numbers, so 5 equals 5.0.
    fn value_of(&self, node: usize, cell: &'t Cell) -> Value<'t> {
        let kind = self.instance.plan.question(node).map(|question| &question.kind);
        let read = match kind {
            Some(Kind::Integer | Kind::Decimal) if cell.holds.relevant => number(&cell.own),
            _ => None,
        };
        let text = if cell.holds.relevant { &*cell.own } else { "" };
        read.map_or(Value::Text(Cow::Borrowed(text)), Value::Number)
    }

    /// Shows all that is relevant of a node inside a repeat, seen from outside.
    fn all_of(&self, node: usize, see: &mut dyn FnMut(NodeId) -> ControlFlow<()>) {
        let cells = (0..self.instance.width(node)).map(|nth| self.instance.index(node, nth));
        let mut relevant = cells.filter(|cell| self.instance.state.cells[*cell].holds.relevant);
        let _ = relevant.try_for_each(|cell| see(NodeId::new(cell)));
    }

    /// The number of the repeat's instance that the expression stands in, from 1; 1 outside.
    fn position(&self) -> usize {
        let Some(repeat) = self.instance.plan.nodes[self.node].scope else { return 1 };
        let instance = self.instance.plan.repeats[repeat].node + 1;
        1 + (0..self.nth).filter(|nth| self.instance.cell(instance, *nth).holds.relevant).count()
    }
}

impl<'t> Ground<'t> for View<'t> {
    fn text(&self, node: NodeId) -> Cow<'t, str> {
        Cow::Borrowed(&self.instance.state.cells[node.index()].own)
    }

    fn own(&self, _node: NodeId) -> Value<'t> {
        self.value_of(self.node, &self.instance.state.cells[self.cell])
    }

    fn each(
        &self,
        path: &'t Path,
        spot: Spot,
        see: &mut dyn FnMut(NodeId) -> ControlFlow<()>,
    ) -> Option<Value<'t>> {
        let Some(number) = path.question() else { return Some(self.own(spot.node)) };
        let (plan, node) = (&self.instance.plan, self.bound.nodes[number]);
        match (&plan.nodes[node].part, plan.nodes[node].scope) {
            // A repeat is followed by the node of its instances.
            (Part::Repeat(_), _) => self.all_of(node + 1, see),
            (_, Some(repeat)) if plan.nodes[self.node].scope != Some(repeat) => self.all_of(node, see),
            _ => return Some(self.value_of(node, self.instance.cell(node, self.nth))),
        }
        None
    }

    /// Definitions name nodes one at a time: they are in order as they come.
    fn sort(&self, _nodes: &mut Vec<NodeId>) {}

    /// Of the functions that are not the same for all, definitions speak `position(..)`.
    fn call(&self, _call: &Call<'_, 't>) -> Value<'t> {
        Value::Number(self.position() as f64)
    }

    fn zone(&self) -> &dyn Zone {
        &self.instance.now.offset
    }

    fn now(&self) -> Moment {
        self.instance.now
    }
}
