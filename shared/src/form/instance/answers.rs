//! The answers as they are sealed: flat by name, repeats as lists, what is irrelevant left out.

use serde_json::{Map, Value};

use super::interview::Instance;
use crate::ballot::Answers;
use crate::form::plan::Part;
use crate::form::xpath::number;
use crate::form::{Kind, UNIT};

impl Instance {
    /// The relevant answers.
    pub fn answers(&self) -> Answers {
        self.collect(Answers::new(), 1, self.plan.nodes.len(), 0)
    }

    /// `answers` and those of the nodes `from..to`, as seen from the `nth` unit.
    fn collect(&self, mut answers: Answers, from: usize, to: usize, nth: usize) -> Answers {
        let mut next = from;
        while next < to {
            let (at, planned) = (next, &self.plan.nodes[next]);
            let cell = self.cell(at, nth);
            // A group is opened; of the others the end is the next.
            next = if cell.holds.relevant && matches!(planned.part, Part::Group(_)) {
                at + 1
            } else {
                planned.end
            };
            let answer = match &planned.part {
                _ if !cell.holds.relevant => None,
                Part::Repeat(repeat) => Some(self.instances(*repeat)),
                Part::Question(question) => sealed(&question.kind, &cell.own),
                Part::Group(_) | Part::Instance(_) => None,
            };
            answers.extend(answer.map(|answer| (planned.name.clone(), answer)));
        }
        answers
    }

    fn instances(&self, repeat: usize) -> Value {
        let instance = self.plan.repeats[repeat].node + 1;
        let units = self.units[repeat].iter().enumerate();
        let chosen = units.filter(|(nth, _)| self.cell(instance, *nth).holds.relevant);
        let judged = chosen.map(|(nth, unit)| {
            let named = Map::from_iter([(UNIT.to_owned(), Value::from(unit.as_str()))]);
            Value::Object(self.collect(named, instance + 1, self.plan.nodes[instance].end, nth))
        });
        Value::Array(judged.collect())
    }
}

/// An answer as JSON. None is left out, except of a select_multiple: nothing chosen is an empty list.
pub(in crate::form) fn sealed(kind: &Kind, text: &str) -> Option<Value> {
    match kind {
        Kind::SelectMultiple(_) => Some(text.split_ascii_whitespace().collect()),
        _ if text.is_empty() => None,
        Kind::Integer => Some(text.parse::<i64>().map_or_else(|_| Value::from(text), Value::from)),
        Kind::Decimal => Some(number(text).map_or_else(|| Value::from(text), Value::from)),
        _ => Some(Value::from(text)),
    }
}
