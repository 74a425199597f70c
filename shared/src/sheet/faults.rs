//! The faults found while a workbook is read: reading goes on after each, so that a person sees them all at once.

use crate::problem::{Diagnostic, Location, Problem};

/// A growing list of faults and warnings.
#[derive(Debug, Default)]
pub struct Faults(Vec<Diagnostic>);

impl Faults {
    /// Notes a fault.
    pub fn note(&mut self, at: Location, problem: Problem) {
        self.0.push(Diagnostic::fault(at, problem));
    }

    /// Notes what a person should look at, and what does not keep the workbook from being used.
    pub fn warn(&mut self, at: Location, problem: Problem) {
        self.0.push(Diagnostic::warning(at, problem));
    }

    /// Notes faults found elsewhere.
    pub fn extend(&mut self, others: Vec<Diagnostic>) {
        self.0.extend(others);
    }

    /// How many there are so far; warnings do not count.
    pub fn count(&self) -> usize {
        self.0.iter().filter(|diagnostic| diagnostic.is_fault()).count()
    }

    /// All of them, in the order in which they were found.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.0
    }
}
