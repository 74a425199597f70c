//! Functions of truth and of choices: `if`, `selected`, `coalesce`.

use super::{Call, F};
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
            _ => Value::Number(self.text(0).split_ascii_whitespace().count() as f64),
        }
    }

    /// The first that says something; a number that is none does not.
    fn coalesce(&self) -> Value<'t> {
        for argument in self.arguments {
            let value = self.run.value(argument, self.spot);
            let blank = match &value {
                Value::Nodes(nodes) => nodes.first().is_none_or(|first| self.run.ground.is_blank(*first)),
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
}
