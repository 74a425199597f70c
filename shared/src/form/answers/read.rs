//! Reads answers of any shape into an interview, and notes what cannot be an answer.

use serde_json::Value;

use super::checked::fault;
use super::text::{loose_text, text};
use crate::ballot::{Answers, Reason};
use crate::form::plan::Part;
use crate::form::{Instance, Kind, Surroundings, UNIT, fits};
use crate::problem::Problem;

/// Answers on their way into an interview.
pub(super) struct Reading<'a> {
    pub instance: Instance,
    surroundings: &'a Surroundings,
    pub faults: Vec<Problem>,
    /// What was given, of each cell.
    pub given: Vec<Option<&'a Value>>,
    /// Of each cell, whether its answer could not be read.
    pub broken: Vec<bool>,
    /// Of each repeat, whether each of its units was given.
    pub judged: Vec<Vec<bool>>,
    /// Of each repeat, whether it was given with at least one instance.
    pub repeats: Vec<bool>,
}

impl<'a> Reading<'a> {
    pub fn new(instance: Instance, surroundings: &'a Surroundings) -> Self {
        let (cells, units) = (instance.state.cells.len(), &instance.units);
        Self {
            surroundings,
            faults: Vec::new(),
            given: vec![None; cells],
            broken: vec![false; cells],
            judged: units.iter().map(|units| vec![false; units.len()]).collect(),
            repeats: vec![false; units.len()],
            instance,
        }
    }

    pub fn read(&mut self, answers: &'a Answers) {
        for (name, answer) in answers {
            let node = self.instance.plan.names.get(name).copied();
            match node.map(|node| (node, &self.instance.plan.nodes[node].part)) {
                Some((_, Part::Repeat(repeat))) => self.read_repeat(*repeat, name, answer),
                Some((node, Part::Question(_))) => self.read_answer(node, 0, answer),
                _ => self.faults.push(fault(Reason::UnknownQuestion, name, None)),
            }
        }
    }

    fn read_repeat(&mut self, repeat: usize, name: &str, answer: &'a Value) {
        let Some(instances) = answer.as_array() else {
            return self.faults.push(fault(Reason::NotAList, name, None));
        };
        if !instances.is_empty() {
            self.repeats[repeat] = true;
        }
        for (i, instance) in instances.iter().enumerate() {
            let unit = instance.get(UNIT).and_then(Value::as_str);
            let (Some(answers), Some(unit)) = (instance.as_object(), unit) else {
                self.faults.push(fault(Reason::UnitAbsent, name, None).with("number", i + 1));
                continue;
            };
            let nth = self.numbered(repeat, unit);
            if let Err(reason) = nth {
                self.faults.push(fault(reason, name, Some(unit)));
            }
            for (name, answer) in answers.iter().filter(|(name, _)| *name != UNIT) {
                match (self.instance.plan.repeats[repeat].names.get(name).copied(), nth) {
                    (Some(node), Ok(nth)) => self.read_answer(node, nth, answer),
                    (Some(node), Err(_)) => self.look_at(node, unit, answer),
                    (None, _) => self.faults.push(fault(Reason::UnknownQuestion, name, Some(unit))),
                }
            }
        }
    }

    /// The number of a unit among those that the repeat can go over here; the first time that it is asked for.
    fn numbered(&mut self, repeat: usize, unit: &str) -> Result<usize, Reason> {
        let wanted = &*self.instance.plan.repeats[repeat].target.unit_type;
        match self.instance.units[repeat].number(unit) {
            Some(nth) if std::mem::replace(&mut self.judged[repeat][nth], true) => Err(Reason::UnitTwice),
            Some(nth) => Ok(nth),
            None => Err(match self.surroundings.type_of(unit, wanted) {
                None => Reason::UnitUnknown,
                Some(unit_type) if unit_type != wanted => Reason::UnitOfOtherType,
                Some(_) => Reason::UnitNotJudged,
            }),
        }
    }

    fn read_answer(&mut self, node: usize, nth: usize, answer: &'a Value) {
        let plan = &self.instance.plan;
        // An absent answer is also written as null.
        if plan.question(node).is_none() || answer.is_null() {
            return;
        }
        if plan.question(node).is_some_and(|question| question.personal) {
            let name = &plan.nodes[node].name;
            return self.faults.push(fault(Reason::Personal, name, None));
        }
        let cell = self.instance.index(node, nth);
        self.given[cell] = Some(answer);
        if plan.is_calculated(node) {
            // What it should be is known when all is computed.
            self.instance.state.cells[cell].own = loose_text(answer);
            return;
        }
        match self.text(node, answer) {
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) => self.instance.state.cells[cell].own = text,
            Err(problem) => {
                let unit = plan.nodes[node].scope.map(|repeat| self.instance.units[repeat][nth].clone());
                self.note(node, unit.as_deref(), problem);
                self.broken[cell] = true;
            }
        }
    }

    /// Looks at an answer about a unit that has no place in the interview: it may be counted all the same.
    fn look_at(&mut self, node: usize, unit: &str, answer: &Value) {
        let plan = &self.instance.plan;
        if answer.is_null() || plan.question(node).is_none() || plan.is_calculated(node) {
            return;
        }
        if let Err(problem) = self.text(node, answer) {
            self.note(node, Some(unit), problem);
        }
    }

    /// The text of an answer to a question, where it can be one.
    fn text(&self, node: usize, answer: &Value) -> Result<String, Problem> {
        let plan = &self.instance.plan;
        let Some(question) = plan.question(node) else { return Ok(String::new()) };
        let options = &plan.nodes[node].options;
        let text = text(&question.kind, options, answer)?;
        // That one option is of its list was asked above.
        let right = matches!(question.kind, Kind::SelectOne(_))
            || text.trim().is_empty()
            || fits(&question.kind, &text, options);
        if right { Ok(text) } else { Err(Reason::WrongType.problem()) }
    }

    /// Notes what is wrong with the answer to a question.
    fn note(&mut self, node: usize, unit: Option<&str>, problem: Problem) {
        let named = fault(Reason::WrongType, &self.instance.plan.nodes[node].name, unit);
        self.faults
            .push(Problem { params: named.params.into_iter().chain(problem.params).collect(), ..problem });
    }
}
