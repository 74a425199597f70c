//! Lists that are checked, labels of choices, and what is computed once.

use std::ops::ControlFlow;

use super::{F, Wide};
use crate::form::xpath::term::Term;
use crate::form::xpath::value::Value;

impl<'t> Wide<'_, '_, 't> {
    pub(super) fn of_lists(&self) -> Value<'t> {
        match self.call.function {
            F::Once => {
                let own = self.ground.tree.text(self.call.spot.node);
                let fresh = || self.call.value(0);
                if own.is_empty() { nothing_for_nan(fresh()) } else { Value::Text(own) }
            }
            F::ChoiceName => {
                let (choice, path) = (self.call.text(0), self.call.text(1));
                Value::Text(
                    self.ground
                        .scope
                        .choice_name(&choice, &path, self.call.spot.node)
                        .unwrap_or_default()
                        .into(),
                )
            }
            F::Itext => {
                let id = self.call.text(0);
                let text = self.ground.scope.itext(&id, self.call.spot.node);
                if text.is_none() {
                    self.call.run.defect("no_text", self.call.arguments[0].span, &[("name", &id)]);
                }
                Value::Text(text.unwrap_or_default().into())
            }
            F::Checklist => {
                let true_ones = self.truths(&self.call.arguments[2..]).into_iter().filter(|it| *it).count();
                Value::Boolean(self.between(true_ones as f64))
            }
            _ => {
                let (mut sum, mut pairs) = (0.0, self.call.arguments[2..].chunks_exact(2));
                for pair in &mut pairs {
                    let truths = self.truths(&pair[..1]);
                    let weights = self.call.run.numbers(&pair[1..], self.call.spot);
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

    /// Which of these are true; nodes give one each: whether they say anything.
    fn truths(&self, terms: &'t [Term]) -> Vec<bool> {
        let run = self.call.run;
        let mut truths = Vec::new();
        for term in terms {
            let other = run.each(term, self.call.spot, &mut |node| {
                let text = self.ground.tree.text(node);
                truths.push(!text.is_empty());
                ControlFlow::Continue(())
            });
            truths.extend(other.map(|other| other.boolean()));
        }
        truths
    }

    /// Whether a number lies between the first two arguments; a negative one of these is no bound.
    fn between(&self, number: f64) -> bool {
        let (least, most) = (self.call.number(0), self.call.number(1));
        (least < 0.0 || number >= least) && (most < 0.0 || number <= most)
    }
}

fn nothing_for_nan(value: Value<'_>) -> Value<'_> {
    if matches!(value, Value::Number(number) if number.is_nan()) { Value::EMPTY } else { value }
}
