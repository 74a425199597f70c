//! The expressions of a form: each must parse, and name only what it can see. They are checked when all names are known.

use super::scope::Places;
use crate::form::expr;
use crate::problem::Location;
use crate::sheet::{Faults, Record};

/// Expressions that wait until all names are known.
#[derive(Debug, Default)]
pub(super) struct Expressions(Vec<Waiting>);

#[derive(Debug)]
struct Waiting {
    text: String,
    at: Location,
    repeat: Option<String>,
    question: String,
}

impl Expressions {
    /// The expression in a column, which stands in `repeat`.
    pub fn read(
        &mut self,
        record: Record,
        column: &str,
        repeat: Option<&str>,
        faults: &mut Faults,
    ) -> Option<String> {
        let spot = record.at(column);
        let text = spot.text(faults)?;
        let question = record.at("name").text(&mut Faults::default()).unwrap_or_default();
        let repeat = repeat.map(str::to_owned);
        self.0.push(Waiting { text: text.clone(), at: spot.at, repeat, question });
        Some(text)
    }

    /// `required`: `yes` and its like, or an expression.
    pub fn read_required(
        &mut self,
        record: Record,
        repeat: Option<&str>,
        faults: &mut Faults,
    ) -> Option<String> {
        let word = record.at("required").text(faults)?.to_lowercase();
        match word.as_str() {
            "yes" | "true" | "true()" => Some("true()".to_owned()),
            "no" | "false" | "false()" => None,
            _ => self.read(record, "required", repeat, faults),
        }
    }

    /// Checks them all.
    pub fn check(self, places: &Places, faults: &mut Faults) {
        let fault = |name: &str, waiting: &Waiting| {
            places.fault_of(name, waiting.repeat.as_deref(), &waiting.question)
        };
        for waiting in self.0 {
            match expr::parse(&waiting.text) {
                Ok(expression) => {
                    for name in expression.references() {
                        if let Some(problem) = fault(name, &waiting) {
                            faults.note(waiting.at.clone(), problem);
                        }
                    }
                }
                Err(error) => faults.note(waiting.at, error.problem),
            }
        }
    }
}
