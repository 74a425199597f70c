//! The names of a form: each once on its level, and which of them an expression can see from where it stands.

use std::collections::BTreeMap;

use crate::problem::{Location, Problem};
use crate::sheet::{Faults, Spot};

/// Where the nodes of a form stand. A repeat makes a level of its own; groups do not.
#[derive(Debug, Default)]
pub(crate) struct Places(BTreeMap<(Option<String>, String), Place>);

#[derive(Debug)]
struct Place {
    at: Location,
    holds_answer: bool,
}

impl Places {
    /// Where a column of a node's row stands. `repeat` is the repeat that the node is in.
    pub fn at(&self, repeat: Option<&str>, name: &str, column: &str) -> Location {
        let key = (repeat.map(str::to_owned), name.to_owned());
        let row = self.0.get(&key).map(|place| place.at.clone()).unwrap_or_default();
        Location { column: Some(column.to_owned()), ..row }
    }

    /// Takes a name up; a fault where its level has it already.
    pub(super) fn take(
        &mut self,
        repeat: Option<&str>,
        name: &str,
        spot: &Spot,
        answer: bool,
        f: &mut Faults,
    ) {
        let key = (repeat.map(str::to_owned), name.to_owned());
        if let Some(earlier) = self.0.get(&key) {
            let first = earlier.at.row.unwrap_or_default();
            spot.fault(Problem::new("cell.duplicate").with("value", name).with("first", first), f);
            return;
        }
        let at = Location { column: None, ..spot.at.clone() };
        self.0.insert(key, Place { at, holds_answer: answer });
    }

    /// What is wrong with `${name}` in an expression that stands in `repeat`.
    pub(super) fn fault_of(&self, name: &str, repeat: Option<&str>) -> Option<Problem> {
        let place = |level: Option<&str>| self.0.get(&(level.map(str::to_owned), name.to_owned()));
        let seen = repeat.and_then(|repeat| place(Some(repeat))).or_else(|| place(None));
        let problem = match seen {
            Some(place) if place.holds_answer => return None,
            Some(_) => "form.reference_without_answer",
            None if self.0.keys().any(|(_, other)| other == name) => "form.reference_into_repeat",
            None => "form.reference_unknown",
        };
        Some(Problem::new(problem).with("name", name))
    }
}

/// Whether XLSForm allows this name.
pub(super) fn is_name(name: &str) -> bool {
    let first = |b: u8| b.is_ascii_alphabetic() || b == b'_';
    name.bytes().next().is_some_and(first)
        && name.bytes().all(|b| first(b) || b.is_ascii_digit() || b == b'-' || b == b'.')
}
