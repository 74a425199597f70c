//! Reads answers of any shape into an interview, and notes what cannot be an answer.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::judgement::{fault, quoted};
use crate::ballot::Answers;
use crate::form::plan::Part;
use crate::form::{Choice, Instance, Kind, UNIT, expr, fits};
use crate::problem::Problem;

/// Answers on their way into an interview.
pub(super) struct Reading<'a> {
    pub instance: Instance,
    pub faults: Vec<Problem>,
    /// What was given, by cell.
    pub given: HashMap<usize, &'a Value>,
    /// The cells whose answer could not be read.
    pub broken: HashSet<usize>,
    /// The instances given: repeat and number of the unit.
    pub judged: HashSet<(usize, usize)>,
    /// The repeats given with at least one instance.
    pub repeats: HashSet<usize>,
}

impl<'a> Reading<'a> {
    pub fn new(instance: Instance) -> Self {
        Self {
            instance,
            faults: Vec::new(),
            given: HashMap::new(),
            broken: HashSet::new(),
            judged: HashSet::new(),
            repeats: HashSet::new(),
        }
    }

    pub fn read(&mut self, answers: &'a Answers) {
        for (name, answer) in answers {
            let node = self.instance.plan.names.get(name).copied();
            match node.map(|node| (node, &self.instance.plan.nodes[node].part)) {
                Some((_, Part::Repeat(repeat))) => self.read_repeat(*repeat, name, answer),
                Some((node, Part::Question(_))) => self.read_answer(node, 0, answer),
                _ => self.faults.push(fault("unknown_question", name, None)),
            }
        }
    }

    fn read_repeat(&mut self, repeat: usize, name: &str, answer: &'a Value) {
        let Some(instances) = answer.as_array() else {
            return self.faults.push(fault("not_a_list", name, None));
        };
        if !instances.is_empty() {
            self.repeats.insert(repeat);
        }
        for (i, instance) in instances.iter().enumerate() {
            let unit = instance.get(UNIT).and_then(Value::as_str);
            let (Some(answers), Some(unit)) = (instance.as_object(), unit) else {
                self.faults.push(fault("unit_absent", name, None).with("number", i + 1));
                continue;
            };
            let Some(nth) = self.instance.numbers[repeat].get(unit).copied() else {
                self.faults.push(fault("unit_not_judged", name, Some(unit)));
                continue;
            };
            if !self.judged.insert((repeat, nth)) {
                self.faults.push(fault("unit_twice", name, Some(unit)));
                continue;
            }
            for (name, answer) in answers.iter().filter(|(name, _)| *name != UNIT) {
                match self.instance.plan.repeats[repeat].names.get(name) {
                    Some(node) => self.read_answer(*node, nth, answer),
                    None => self.faults.push(fault("unknown_question", name, Some(unit))),
                }
            }
        }
    }

    fn read_answer(&mut self, node: usize, nth: usize, answer: &'a Value) {
        let plan = &self.instance.plan;
        let Some(question) = plan.question(node) else { return };
        if answer.is_null() {
            // How some write that there is none.
            return;
        }
        let cell = self.instance.index(node, nth);
        self.given.insert(cell, answer);
        if plan.nodes[node].calculation.is_some() {
            // What it should be is known when all is computed.
            self.instance.cells[cell].text = loose_text(answer);
            return;
        }
        let choices = &plan.definition().choices;
        let options = match &question.kind {
            Kind::SelectOne(list) | Kind::SelectMultiple(list) => {
                choices.get(list).map_or(&[][..], Vec::as_slice)
            }
            _ => &[],
        };
        let text = text(&question.kind, options, answer).and_then(|text| {
            let right = text.trim().is_empty() || fits(&question.kind, &text, choices);
            if right { Ok(text) } else { Err(Problem::new("ballot.wrong_type")) }
        });
        match text {
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) => self.instance.cells[cell].text = text,
            Err(problem) => {
                let unit = plan.nodes[node].scope.map(|repeat| &*self.instance.units[repeat][nth]);
                let named = fault("", &plan.nodes[node].name, unit);
                self.faults.push(Problem {
                    params: named.params.into_iter().chain(problem.params).collect(),
                    ..problem
                });
                self.broken.insert(cell);
            }
        }
    }
}

/// The text of an answer in the sealed shape of its kind.
fn text(kind: &Kind, options: &[Choice], answer: &Value) -> Result<String, Problem> {
    let wrong_type = || Problem::new("ballot.wrong_type");
    let string = || answer.as_str().map(str::to_owned).ok_or_else(wrong_type);
    let option = |answer: &Value| {
        let name = answer.as_str().ok_or_else(wrong_type)?;
        let unknown = || Problem::new("ballot.unknown_option").with("option", quoted(name));
        options
            .iter()
            .find(|option| option.name == name)
            .map(|option| option.name.clone())
            .ok_or_else(unknown)
    };
    match kind {
        Kind::Text | Kind::Date | Kind::Calculate | Kind::DeviceId | Kind::Username => string(),
        Kind::Start | Kind::End => {
            string().and_then(|text| text.parse::<jiff::Timestamp>().map(|_| text).map_err(|_| wrong_type()))
        }
        Kind::Today => {
            string().and_then(|text| if expr::is_day(&text) { Ok(text) } else { Err(wrong_type()) })
        }
        Kind::Integer => answer.as_i64().map(|number| number.to_string()).ok_or_else(wrong_type),
        Kind::Decimal => answer.as_f64().map(|number| number.to_string()).ok_or_else(wrong_type),
        Kind::SelectOne(_) => option(answer),
        Kind::SelectMultiple(_) => {
            let chosen = answer.as_array().ok_or_else(wrong_type)?;
            let names = chosen.iter().map(option).collect::<Result<Vec<_>, _>>()?;
            Ok(names.join(" "))
        }
        Kind::Note => Err(wrong_type()),
    }
}

/// The text of a calculation's result, of whatever type it is sealed as.
fn loose_text(answer: &Value) -> String {
    match answer {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(parts) => parts.iter().map(loose_text).collect::<Vec<_>>().join(" "),
        Value::Null | Value::Bool(_) | Value::Object(_) => String::new(),
    }
}
