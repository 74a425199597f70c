//! The faults found while a workbook is read: reading goes on after each, so that a person sees them all at once.

use crate::problem::{Diagnostic, Location, Problem};

/// A growing list of faults.
#[derive(Debug, Default)]
pub struct Faults(Vec<Diagnostic>);

impl Faults {
    /// Notes a fault.
    pub fn note(&mut self, at: Location, problem: Problem) {
        self.0.push(Diagnostic { at, problem });
    }

    /// Notes faults found elsewhere.
    pub fn extend(&mut self, others: Vec<Diagnostic>) {
        self.0.extend(others);
    }

    /// How many there are so far.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// All of them, in the order in which they were found.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.0
    }
}
