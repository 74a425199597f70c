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

    /// What is wrong with `${name}` in an expression of `question`, which stands in `repeat`. A name means what is in
    /// the same repeat, else what is outside of repeats, else the only one in another repeat.
    pub(super) fn fault_of(&self, name: &str, repeat: Option<&str>, question: &str) -> Option<Problem> {
        let place = |level: Option<&str>| self.0.get(&(level.map(str::to_owned), name.to_owned()));
        let near = repeat.and_then(|repeat| place(Some(repeat))).or_else(|| place(None));
        let mut far = self.0.iter().filter(|((_, other), _)| other == name).map(|(_, place)| place);
        let problem = match (near.or_else(|| far.next()), near.is_none() && far.next().is_some()) {
            (None, _) => Problem::new("form.unknown_reference"),
            (Some(_), true) => Problem::new("form.ambiguous_reference"),
            (Some(place), false) if place.holds_answer => return None,
            (Some(_), false) => Problem::new("form.reference_without_answer"),
        };
        Some(problem.with("question", question).with("name", name))
    }
}

/// Whether XLSForm allows this name.
pub(super) fn is_name(name: &str) -> bool {
    let first = |b: u8| b.is_ascii_alphabetic() || b == b'_';
    name.bytes().next().is_some_and(first)
        && name.bytes().all(|b| first(b) || b.is_ascii_digit() || b == b'-' || b == b'.')
}
