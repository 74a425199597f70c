//! Checks answers: reads them into an interview, computes it, and compares.

use std::fmt;
use std::sync::Arc;

use super::read::Reading;
use crate::ballot::{Answers, Reason};
use crate::form::{FormDefinition, Instance, Meta, Plan, Surroundings};
use crate::problem::Problem;

/// As many faults are named; more would not help the person who decides.
pub const MAX_FAULTS: usize = 100;

/// A name or value from outside is quoted up to this many characters.
const MAX_QUOTED_CHARS: usize = 60;

/// What comes of checking answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckedAnswers {
    /// Why the answers cannot stand as they are; empty where they can.
    pub faults: Vec<Problem>,
    /// Whether the form judges units and, by these answers, none of its parts about them was asked.
    pub screened_out: bool,
}

/// Checks answers to a form at a place. Never panics, whatever the answers are.
pub fn check(
    definition: &FormDefinition,
    surroundings: &Surroundings,
    meta: &Meta,
    answers: &Answers,
) -> CheckedAnswers {
    match Plan::of(definition.clone()) {
        Ok(plan) => Arc::new(plan).check(surroundings, meta, answers),
        Err(problem) => CheckedAnswers { faults: vec![problem], screened_out: false },
    }
}

impl Plan {
    /// The same as [`check`], on a form that was made ready before.
    pub fn check(
        self: &Arc<Self>,
        surroundings: &Surroundings,
        meta: &Meta,
        answers: &Answers,
    ) -> CheckedAnswers {
        let mut instance = Instance::blank(Arc::clone(self), surroundings, meta.clone());
        instance.times_given = true;
        let mut reading = Reading::new(instance, surroundings);
        reading.read(answers);
        reading.instance.settle_all();
        reading.compare();
        let screened_out = reading.instance.screened_out();
        let mut faults = reading.faults;
        if faults.len() > MAX_FAULTS {
            // What keeps it from being counted is not lost behind what is only doubtful.
            faults.sort_by_key(|fault| !Reason::broke(fault));
            faults.truncate(MAX_FAULTS);
        }
        CheckedAnswers { faults, screened_out }
    }
}

/// A fault of a question, and of a unit where it is about one. `at` names both for a person.
pub(super) fn fault(reason: Reason, question: &str, unit: Option<&str>) -> Problem {
    let question = quoted(question);
    let at = match unit {
        Some(unit) if !unit.is_empty() => format!("{question} ({})", quoted(unit)),
        _ => question.clone(),
    };
    let problem = reason.problem().with("question", question).with("at", at);
    match unit {
        Some(unit) => problem.with("unit", quoted(unit)),
        None => problem,
    }
}

/// Text from outside, cut to a length that a person can read.
pub(super) fn quoted(text: impl fmt::Display) -> String {
    let text = text.to_string();
    match text.char_indices().nth(MAX_QUOTED_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
