//! The faults found while a workbook is read: reading goes on after each, so that a person sees them all at once.

use crate::problem::{Diagnostic, Location, Problem};

/// More faults, or warnings, than anybody reads at once. Of those that come later it is only said how many there are.
const MOST: usize = 1_000;

/// A growing list of faults and warnings.
#[derive(Debug, Default)]
pub struct Faults {
    found: Vec<Diagnostic>,
    faults: usize,
    warnings: usize,
}

impl Faults {
    /// Notes a fault.
    pub fn note(&mut self, at: Location, problem: Problem) {
        self.add(Diagnostic::fault(at, problem));
    }

    /// Notes what a person should look at, and what does not keep the workbook from being used.
    pub fn warn(&mut self, at: Location, problem: Problem) {
        self.add(Diagnostic::warning(at, problem));
    }

    /// Notes faults found elsewhere.
    pub fn extend(&mut self, others: Vec<Diagnostic>) {
        others.into_iter().for_each(|one| self.add(one));
    }

    /// How many there are so far; warnings do not count.
    pub fn count(&self) -> usize {
        self.faults
    }

    /// All of them, in the order in which they were found; behind them how many more there are.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        let Self { mut found, faults, warnings } = self;
        let left = faults + warnings - found.len();
        if left > 0 {
            let file = found.first().map(|first| first.at.file.clone()).unwrap_or_default();
            let at = Location { file, ..Location::default() };
            let problem = Problem::new("sheet.more_faults").with("n", left);
            found.push(if faults > 0 {
                Diagnostic::fault(at, problem)
            } else {
                Diagnostic::warning(at, problem)
            });
        }
        found
    }

    fn add(&mut self, one: Diagnostic) {
        let count = if one.is_fault() { &mut self.faults } else { &mut self.warnings };
        *count += 1;
        if *count <= MOST {
            self.found.push(one);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_faults_that_nobody_reads_it_is_said_how_many_there_are() {
        let mut faults = Faults::default();
        (0..MOST + 5).for_each(|_| faults.warn(Location::default(), Problem::new("cell.empty")));
        (0..MOST + 2).for_each(|_| faults.note(Location::default(), Problem::new("cell.empty")));
        assert_eq!(faults.count(), MOST + 2);
        let all = faults.into_vec();
        assert_eq!((all.len(), &*all[2 * MOST].problem.params["n"]), (2 * MOST + 1, "7"));
        assert!(all[2 * MOST].is_fault());
    }
}
