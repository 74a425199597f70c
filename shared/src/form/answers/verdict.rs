//! Compares what was given with what the form asks for by these answers.

use serde_json::Value;

use super::checked::fault;
use super::read::Reading;
use crate::ballot::Reason;
use crate::form::plan::Part;
use crate::form::{Defect, sealed};

impl Reading<'_> {
    /// Notes every difference, in form order.
    pub fn compare(&mut self) {
        let told: Vec<Vec<usize>> = (0..self.repeats.len()).map(|repeat| self.told(repeat)).collect();
        for node in 0..self.instance.plan.nodes.len() {
            let planned = &self.instance.plan.nodes[node];
            match (&planned.part, planned.scope) {
                (Part::Group(_), _) => {}
                (Part::Repeat(repeat), _) => {
                    let repeat = *repeat;
                    self.compare_repeat(repeat);
                }
                (Part::Instance(repeat), _) => {
                    let repeat = *repeat;
                    (0..self.instance.width(node)).for_each(|nth| self.compare_instance(repeat, node, nth));
                }
                (Part::Question(_), None) => self.compare_answer(node, 0),
                (Part::Question(_), Some(repeat)) => {
                    told[repeat].iter().for_each(|nth| self.compare_answer(node, *nth));
                }
            }
        }
    }

    /// The units of a repeat that were asked about and answered: of the others it is said once, for the unit or for the repeat.
    fn told(&self, repeat: usize) -> Vec<usize> {
        let instance = self.instance.plan.repeats[repeat].node + 1;
        let judged = self.judged[repeat].iter().enumerate().filter(|(_, judged)| **judged);
        let asked = judged.filter(|(nth, _)| self.instance.cell(instance, *nth).holds.relevant);
        asked.map(|(nth, _)| nth).collect()
    }

    fn compare_repeat(&mut self, repeat: usize) {
        let instance = &self.instance;
        let node = instance.plan.repeats[repeat].node;
        let name = &instance.plan.nodes[node].name;
        let relevant = instance.cell(node, 0).holds.relevant;
        if !relevant && self.repeats[repeat] {
            self.faults.push(fault(Reason::IrrelevantAnswer, name, None));
        } else if relevant && instance.lacks_unit(repeat) {
            self.faults.push(fault(Reason::NoOwnUnit, name, None));
        }
    }

    fn compare_instance(&mut self, repeat: usize, node: usize, nth: usize) {
        let instance = &self.instance;
        let (asked, given) = (instance.cell(node, nth).holds.relevant, self.judged[repeat][nth]);
        let repeat_asked = instance.cell(instance.plan.repeats[repeat].node, 0).holds.relevant;
        let reason = match (asked, given) {
            (true, false) => Reason::UnitMissing,
            (false, true) if repeat_asked => Reason::UnitNotChosen,
            _ => return,
        };
        self.faults.push(fault(reason, &instance.plan.nodes[node].name, Some(&instance.units[repeat][nth])));
    }

    fn compare_answer(&mut self, node: usize, nth: usize) {
        let instance = &self.instance;
        let planned = &instance.plan.nodes[node];
        if instance.plan.question(node).is_some_and(|question| question.personal) {
            // It is not in a ballot, whatever was answered.
            return;
        }
        let cell = instance.index(node, nth);
        let given = self.given[cell];
        let reason = match (instance.state.cells[cell].holds.relevant, instance.defect(node, nth)) {
            _ if self.broken[cell] => return,
            (false, _) if given.is_some_and(|given| !is_nothing(given)) => Reason::IrrelevantAnswer,
            (true, _) if self.is_miscalculated(node, nth, given) => Reason::WrongCalculation,
            (true, Some(Defect::Required)) => Reason::Required,
            (true, Some(Defect::Constraint)) => Reason::Constraint,
            (true, Some(Defect::Type)) => Reason::WrongType,
            _ => return,
        };
        let unit = planned.scope.map(|repeat| &*instance.units[repeat][nth]);
        self.faults.push(fault(reason, &planned.name, unit));
    }

    fn is_miscalculated(&self, node: usize, nth: usize, given: Option<&Value>) -> bool {
        let plan = &self.instance.plan;
        let Some(question) = plan.question(node).filter(|_| plan.is_calculated(node)) else {
            return false;
        };
        let expected = sealed(&question.kind, &self.instance.cell(node, nth).own);
        !plan.is_timed(node)
            && given.filter(|given| !is_nothing(given))
                != expected.as_ref().filter(|value| !is_nothing(value))
    }
}

/// Nothing chosen is no answer.
fn is_nothing(answer: &Value) -> bool {
    answer.as_array().is_some_and(Vec::is_empty) || answer.as_str().is_some_and(str::is_empty)
}
