//! The names of a form: each once on its level, and which of them an expression can see from where it stands.

use std::collections::{BTreeMap, BTreeSet};

use crate::problem::{Location, Problem};
use crate::sheet::{Faults, Spot};

/// Where the nodes of a form stand. A repeat makes a level of its own; groups do not.
#[derive(Debug, Default)]
pub(crate) struct Places {
    named: BTreeMap<(Option<String>, String), Named>,
    /// The names of all rows, also of those with which something is wrong.
    known: BTreeSet<String>,
}

#[derive(Debug)]
struct Named {
    at: Location,
    holds: Holds,
    may_be_blank: bool,
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// A group or note: nothing.
    Nothing,
    /// Any answer.
    Answer,
    /// A day.
    Day,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// One option of this list.
    List(String),
    /// Options of this list.
    Several(String),
    /// What this expression gives.
    Calculation(String),
}

impl Places {
    /// Where a column of a node's row stands. `repeat` is the repeat that the node is in.
    pub fn at(&self, repeat: Option<&str>, name: &str, column: &str) -> Location {
        let key = (repeat.map(str::to_owned), name.to_owned());
        let row = self.named.get(&key).map(|place| place.at.clone()).unwrap_or_default();
        Location { column: Some(column.to_owned()), ..row }
    }

    /// Takes note of the name of a row, whatever is wrong with it besides.
    pub(super) fn know(&mut self, name: String) {
        self.known.insert(name);
    }

    /// Takes a name up; a fault where its level has it already. An answer may stay blank where it need not be given.
    pub(super) fn take(
        &mut self,
        repeat: Option<&str>,
        name: &str,
        (spot, holds, may_be_blank): (&Spot, Holds, bool),
        f: &mut Faults,
    ) {
        let key = (repeat.map(str::to_owned), name.to_owned());
        if let Some(earlier) = self.named.get(&key) {
            let first = earlier.at.row.unwrap_or_default();
            spot.fault(Problem::new("cell.duplicate").with("value", name).with("first", first), f);
            return;
        }
        let at = Location { column: None, ..spot.at.clone() };
        self.named.insert(key, Named { at, holds, may_be_blank });
    }

    /// What is wrong with `${name}` in an expression of `question`, which stands in `repeat`. A name means what is in
    /// the same repeat, else what is outside of repeats, else the only one in another repeat.
    pub(super) fn fault_of(&self, name: &str, repeat: Option<&str>, question: &str) -> Option<Problem> {
        let (near, mut far) = (self.near(name, repeat), self.far(name));
        let problem = match (near.or_else(|| far.next()), near.is_none() && far.next().is_some()) {
            // What is wrong is said at its row.
            (None, _) if self.known.contains(name) => return None,
            (None, _) => Problem::new("form.unknown_reference"),
            (Some(_), true) => Problem::new("form.ambiguous_reference"),
            (Some(place), false) if place.holds != Holds::Nothing => return None,
            (Some(_), false) => Problem::new("form.reference_without_answer"),
        };
        Some(problem.with("question", question).with("name", name))
    }
}

impl Places {
    fn near(&self, name: &str, repeat: Option<&str>) -> Option<&Named> {
        let place = |level: Option<&str>| self.named.get(&(level.map(str::to_owned), name.to_owned()));
        repeat.and_then(|repeat| place(Some(repeat))).or_else(|| place(None))
    }

    fn far(&self, name: &str) -> impl Iterator<Item = &Named> {
        self.named.iter().filter(move |((_, other), _)| other == name).map(|(_, place)| place)
    }

    /// What a name stands for, as an expression in `repeat` sees it; `None` where that is not clear.
    pub(super) fn holds(&self, name: &str, repeat: Option<&str>) -> Option<&Holds> {
        self.meant(name, repeat).map(|place| &place.holds)
    }

    /// Whether the answer that a name stands for may be missing in a whole ballot.
    pub(super) fn may_be_blank(&self, name: &str, repeat: Option<&str>) -> bool {
        self.meant(name, repeat).is_some_and(|place| place.may_be_blank)
    }

    fn meant(&self, name: &str, repeat: Option<&str>) -> Option<&Named> {
        let mut far = self.far(name);
        let only = far.next().filter(|_| far.next().is_none());
        self.near(name, repeat).or(only)
    }

    /// Whether a name stands only inside another repeat: which of its instances is meant, tools disagree about.
    pub(super) fn is_far(&self, name: &str, repeat: Option<&str>) -> bool {
        self.near(name, repeat).is_none()
    }
}

/// Whether XLSForm allows this name.
pub(super) fn is_name(name: &str) -> bool {
    let first = |b: u8| b.is_ascii_alphabetic() || b == b'_';
    name.bytes().next().is_some_and(first)
        && name.bytes().all(|b| first(b) || b.is_ascii_digit() || b == b'-' || b == b'.')
}
