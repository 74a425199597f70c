//! Functions of truth and of choices: `if`, `selected`, lists that are checked.

use std::ops::ControlFlow;

use super::{Call, F};
use crate::form::xpath::term::Term;
use crate::form::xpath::value::Value;

impl<'t> Call<'_, 't> {
    pub(super) fn of_choice(&self) -> Value<'t> {
        let truth = |at: usize| self.run.boolean(&self.arguments[at], self.spot);
        match self.function {
            F::True => Value::Boolean(true),
            F::False => Value::Boolean(false),
            F::Boolean if self.arguments.is_empty() => Value::Boolean(true),
            F::Boolean => Value::Boolean(truth(0)),
            F::Not => Value::Boolean(!truth(0)),
            F::BooleanFromString => {
                let text = self.text(0);
                Value::Boolean(matches!(&*text, "1" | "true"))
            }
            F::If => self.value(if truth(0) { 1 } else { 2 }),
            F::Coalesce => self.coalesce(),
            F::Once => {
                let own = self.run.tree.text(self.spot.node);
                let fresh = || self.value(0);
                if own.is_empty() { nothing_for_nan(fresh()) } else { Value::Text(own) }
            }
            F::Selected => {
                let (chosen, one) = (self.text(0), self.text(1));
                let one = one.trim();
                let mut each = chosen.split_ascii_whitespace();
                Value::Boolean(if one.is_empty() {
                    chosen.trim().is_empty()
                } else {
                    each.any(|it| it == one)
                })
            }
            F::SelectedAt => {
                let (chosen, at) = (self.text(0), self.number(1));
                // A negative number or NaN would become 0 below.
                let one = if at >= 0.0 { chosen.split_ascii_whitespace().nth(at as usize) } else { None };
                Value::Text(one.unwrap_or_default().to_owned().into())
            }
            F::CountSelected => Value::Number(self.text(0).split_ascii_whitespace().count() as f64),
            F::ChoiceName => {
                let (choice, path) = (self.text(0), self.text(1));
                Value::Text(
                    self.run.scope.choice_name(&choice, &path, self.spot.node).unwrap_or_default().into(),
                )
            }
            F::Itext => {
                let id = self.text(0);
                let text = self.run.scope.itext(&id, self.spot.node);
                if text.is_none() {
                    self.run.defect("no_text", self.arguments[0].span, &[("name", &id)]);
                }
                Value::Text(text.unwrap_or_default().into())
            }
            F::Checklist => {
                let true_ones = self.truths(&self.arguments[2..]).into_iter().filter(|it| *it).count();
                Value::Boolean(self.between(true_ones as f64))
            }
            _ => {
                let (mut sum, mut pairs) = (0.0, self.arguments[2..].chunks_exact(2));
                for pair in &mut pairs {
                    let truths = self.truths(&pair[..1]);
                    let weights = self.run.numbers(&pair[1..], self.spot);
                    sum += truths
                        .iter()
                        .zip(weights)
                        .filter(|(it, _)| **it)
                        .map(|(_, weight)| weight)
                        .sum::<f64>();
                }
                Value::Boolean(self.between(sum))
            }
        }
    }

    /// The first that says something; a number that is none does not.
    fn coalesce(&self) -> Value<'t> {
        let tree = self.run.tree;
        for argument in self.arguments {
            let value = self.run.value(argument, self.spot);
            let blank = match &value {
                Value::Nodes(nodes) => nodes.first().is_none_or(|first| tree.is_blank(*first)),
                Value::Text(text) => text.is_empty(),
                Value::Number(number) => number.is_nan(),
                Value::Boolean(_) => false,
            };
            if !blank {
                return value;
            }
        }
        Value::EMPTY
    }

    /// Which of these are true; nodes give one each: whether they say anything.
    fn truths(&self, terms: &'t [Term]) -> Vec<bool> {
        let run = self.run;
        let mut truths = Vec::new();
        for term in terms {
            let other = run.each(term, self.spot, &mut |node| {
                let text = run.tree.text(node);
                truths.push(!text.is_empty());
                ControlFlow::Continue(())
            });
            truths.extend(other.map(|other| other.boolean()));
        }
        truths
    }

    /// Whether a number lies between the first two arguments; a negative one of these is no bound.
    fn between(&self, number: f64) -> bool {
        let (least, most) = (self.number(0), self.number(1));
        (least < 0.0 || number >= least) && (most < 0.0 || number <= most)
    }
}

fn nothing_for_nan(value: Value<'_>) -> Value<'_> {
    if matches!(value, Value::Number(number) if number.is_nan()) { Value::EMPTY } else { value }
}
