//! The answers as they are sealed: flat by name, repeats as lists, what is irrelevant left out.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::interview::Instance;
use crate::ballot::Answers;
use crate::form::plan::Part;
use crate::form::xpath::number;
use crate::form::{Kind, UNIT};

impl Instance {
    /// The relevant answers, but for those that tell who somebody is.
    pub fn answers(&self) -> Answers {
        self.collect(Answers::new(), 1, self.plan.nodes.len(), 0)
    }

    /// What tells who somebody is, by question: sealed apart from the answers. Such a question stands in no repeat.
    pub fn personal(&self) -> BTreeMap<String, String> {
        let mut told = BTreeMap::new();
        for at in 0..self.plan.nodes.len() {
            let planned = &self.plan.nodes[at];
            let Part::Question(question) = &planned.part else { continue };
            if question.personal && planned.scope.is_none() {
                let cell = self.cell(at, 0);
                if cell.holds.relevant && !cell.own.is_empty() {
                    told.insert(planned.name.clone(), cell.own.clone());
                }
            }
        }
        told
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
                Part::Question(question) if question.personal => None,
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

#[cfg(test)]
mod tests {
    use crate::form::example::*;
    use crate::form::{Kind, Node, Question, check};

    #[test]
    fn what_tells_who_somebody_is_is_no_part_of_the_answers() {
        let told = |name: &str, kind: Kind, required: bool| {
            let required = required.then(|| "true()".to_owned());
            Node::Question(Question { required, personal: true, ..question(name, kind) })
        };
        let mut form = p7();
        form.nodes.push(told("name", Kind::Text, true));
        form.nodes.push(group(
            "more",
            vec![when("${name} != 'x'", told("reached", Kind::SelectMultiple("quality".into()), false))],
        ));
        form.nodes.push(when("${name} = 'x'", told("phone", Kind::Text, false)));
        let mut instance = begin(form.clone());
        answer(&mut instance, &[("/done", "no"), ("/phone", "0987"), ("/reached", "A B")]);
        assert_eq!(instance.faults().iter().map(|fault| &*fault.path).collect::<Vec<_>>(), ["/name"]);
        answer(&mut instance, &[("/name", "Mai")]);
        assert!(instance.is_complete());
        let expected =
            [("name", "Mai"), ("reached", "A B")].map(|(name, text)| (name.to_owned(), text.to_owned()));
        assert_eq!(instance.personal(), expected.into(), "and what is not asked is in neither");

        let answers = instance.answers();
        let sealed = serde_json::to_string(&answers).unwrap();
        assert!(["name", "phone", "reached"].iter().all(|name| !answers.contains_key(*name)), "{sealed}");
        assert!(!sealed.contains("Mai") && !sealed.contains("0987"), "{sealed}");
        let checked = |answers| check(&form, &commune(), &meta(), &answers).faults;
        assert_eq!(checked(answers.clone()), [], "a ballot is whole without it");
        let mut with_it = answers;
        with_it.insert("name".to_owned(), "Mai".into());
        let found: Vec<String> = checked(with_it).into_iter().map(|fault| fault.code).collect();
        assert_eq!(found, ["ballot.personal"]);
    }
}
