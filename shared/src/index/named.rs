//! Tallies by name, as they are kept: cells are numbered by a program, names stay what they are.

use std::collections::BTreeMap;

use super::{Scheme, Tallies};

/// How often each option was chosen: by form, version, unit, `repeat/question` and option. What was never chosen is not in it.
pub type Named =
    BTreeMap<String, BTreeMap<String, BTreeMap<String, BTreeMap<String, BTreeMap<String, u64>>>>>;

impl Scheme {
    /// Tallies by name.
    pub fn named(&self, tallies: &Tallies) -> Named {
        let mut all = Named::new();
        for (form, version, unit, counts) in tallies.iter() {
            let Some(grid) = self.grid(form, version) else { continue };
            let versions = all.entry(form.to_owned()).or_default();
            let questions =
                versions.entry(version.to_owned()).or_default().entry(unit.to_owned()).or_default();
            for (cell, n) in counts.iter().enumerate().filter(|(_, n)| **n > 0) {
                if let Some([repeat, question, option]) = grid.named(cell) {
                    let options = questions.entry(format!("{repeat}/{question}")).or_default();
                    options.insert(option.to_owned(), *n);
                }
            }
        }
        all
    }

    /// Tallies from their names; `None` where one is not known here.
    pub fn unnamed(&self, named: &Named) -> Option<Tallies> {
        let mut counted = Vec::new();
        for (form, versions) in named {
            for (version, units) in versions {
                let grid = self.grid(form, version)?;
                for (unit, questions) in units {
                    for (path, options) in questions {
                        let (repeat, question) = path.split_once('/')?;
                        for (option, n) in options {
                            counted.push((grid, &**unit, grid.cell(repeat, question, option)?, *n));
                        }
                    }
                }
            }
        }
        Some(counted.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::example::{campaign, tallies};

    #[test]
    fn tallies_come_back_from_their_names_whatever_the_cells_are_numbered() {
        let counted = tallies(&[
            ("F1", "units/q1", "D1", [9, 5, 0, 1, 2]),
            ("F2", "districts/h1", "H1", [0, 0, 0, 0, 7]),
        ]);
        let mut other = campaign();
        for definition in &mut other.definitions {
            definition.choices.get_mut("scale").unwrap().reverse();
        }
        let (scheme, other) = (Scheme::of(&campaign()), Scheme::of(&other));
        let named = scheme.named(&counted);
        assert_eq!(named["F1"]["1"]["D1"]["units/q1"]["B"], 5);
        assert_eq!(scheme.unnamed(&named), Some(counted.clone()));
        assert_ne!(other.unnamed(&named), Some(counted));
        assert_eq!(other.named(&other.unnamed(&named).unwrap()), named);
    }

    #[test]
    fn a_name_that_is_not_here_is_not_left_aside() {
        let mut fewer = campaign();
        fewer.definitions[0].choices.get_mut("scale").unwrap().truncate(2);
        let scheme = Scheme::of(&campaign());
        let named = scheme.named(&tallies(&[("F1", "units/q1", "D1", [0, 0, 1, 0, 0])]));
        assert_eq!(Scheme::of(&fewer).unnamed(&named), None);
    }
}
