//! Tallies: how often each option was chosen. What a ballot adds can be taken back when the ballot is rejected.

use std::collections::BTreeMap;

use super::{Grid, Marks};

/// The counts of one version of a form: one for each cell of its grid, by unit.
type ByUnit = BTreeMap<String, Vec<u64>>;

/// How often each option was chosen, by form, version and unit; what was never chosen is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallies(BTreeMap<String, BTreeMap<String, ByUnit>>);

/// Something was to be taken back that was never added: the tallies and the ballots have parted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("never added: {form} {version}, {unit}")]
pub struct NeverAdded {
    /// The form.
    pub form: String,
    /// The form's version.
    pub version: String,
    /// The unit.
    pub unit: String,
}

impl Tallies {
    /// Adds what a ballot adds.
    pub fn add(&mut self, marks: &Marks) {
        if marks.by_unit.is_empty() {
            return;
        }
        let of_version = self.of_version(&marks.form, &marks.version);
        for (unit, cells) in &marks.by_unit {
            let counts = counts_of(of_version, marks.cells, unit);
            for cell in cells {
                counts[*cell] += 1;
            }
        }
    }

    /// Takes back what a ballot added: all of it, or, where some of it was never added, nothing.
    pub fn take_back(&mut self, marks: &Marks) -> Result<(), NeverAdded> {
        let mut less = BTreeMap::<(&str, usize), u64>::new();
        for (unit, cells) in &marks.by_unit {
            for cell in cells {
                *less.entry((unit, *cell)).or_default() += 1;
            }
        }
        let own = self.0.get_mut(&marks.form).and_then(|versions| versions.get_mut(&marks.version));
        let never = |unit: &str| NeverAdded {
            form: marks.form.clone(),
            version: marks.version.clone(),
            unit: unit.to_owned(),
        };
        let Some(by_unit) = own else {
            return less.keys().next().map_or(Ok(()), |(unit, _)| Err(never(unit)));
        };
        let counted = |unit: &str, cell: usize| by_unit.get(unit).map_or(0, |counts| counts[cell]);
        if let Some(((unit, _), _)) = less.iter().find(|((unit, cell), n)| counted(unit, *cell) < **n) {
            return Err(never(unit));
        }
        for ((unit, cell), n) in &less {
            if let Some(counts) = by_unit.get_mut(*unit) {
                counts[*cell] -= n;
            }
        }
        by_unit.retain(|_, counts| counts.iter().any(|n| *n > 0));
        if by_unit.is_empty() {
            self.0.retain(|_, versions| {
                versions.retain(|_, by_unit| !by_unit.is_empty());
                !versions.is_empty()
            });
        }
        Ok(())
    }

    /// How often each cell of a version was chosen, by unit.
    pub(super) fn of(&self, grid: &Grid) -> Option<&ByUnit> {
        self.0.get(&grid.form)?.get(&grid.version)
    }

    /// Everything that was chosen at least once: form, version, unit, and the counts of the version's cells.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &str, &[u64])> {
        self.0.iter().flat_map(|(form, versions)| {
            versions.iter().flat_map(move |(version, by_unit)| {
                by_unit.iter().map(move |(unit, counts)| (&**form, &**version, &**unit, &**counts))
            })
        })
    }

    fn of_version(&mut self, form: &str, version: &str) -> &mut ByUnit {
        inner(inner(&mut self.0, form), version)
    }
}

/// The counts of a unit.
fn counts_of<'a>(by_unit: &'a mut ByUnit, cells: usize, unit: &str) -> &'a mut Vec<u64> {
    let counts = inner(by_unit, unit);
    if counts.is_empty() {
        counts.resize(cells, 0);
    }
    counts
}

impl<'a> FromIterator<(&'a Grid, &'a str, usize, u64)> for Tallies {
    /// Tallies as a store kept them: how often a cell of a version was chosen for a unit.
    fn from_iter<I: IntoIterator<Item = (&'a Grid, &'a str, usize, u64)>>(counts: I) -> Self {
        let mut tallies = Self::default();
        for (grid, unit, cell, n) in counts {
            counts_of(tallies.of_version(&grid.form, &grid.version), grid.cells, unit)[cell] += n;
        }
        tallies
    }
}

/// What stands under a name, which is copied only the first time.
fn inner<'a, T: Default>(map: &'a mut BTreeMap<String, T>, name: &str) -> &'a mut T {
    if !map.contains_key(name) {
        map.insert(name.to_owned(), T::default());
    }
    map.get_mut(name).expect("it was put there")
}

#[cfg(test)]
mod tests;
