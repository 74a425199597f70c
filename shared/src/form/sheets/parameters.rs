//! The column parameters: `rows=3`, `start=0 end=10, step=2`.

use super::grid::Grid;
use crate::problem::Problem;
use crate::sheet::Faults;

/// Parameters by name, in their order; names in small letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Reads a cell; `None` where it is not made of pairs.
    pub fn of(text: &str) -> Option<Self> {
        let mut words: Vec<&str> = Vec::new();
        for piece in text.split(|sign: char| sign.is_whitespace() || sign == ',' || sign == ';') {
            for (nth, word) in piece.split('=').enumerate() {
                if nth > 0 {
                    words.push("=");
                }
                if !word.is_empty() {
                    words.push(word);
                }
            }
        }
        let mut parameters = Self::default();
        for pair in words.chunks(3) {
            let [name, "=", value] = *pair else { return None };
            if name == "=" || value == "=" {
                return None;
            }
            let name = name.to_lowercase();
            // These two name columns of a file, whose capitals count.
            let kept = ["label", "value"].contains(&name.as_str());
            let value = if kept { value.to_owned() } else { value.to_lowercase() };
            parameters.put(&name, value);
        }
        Some(parameters)
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn put(&mut self, name: &str, value: impl Into<String>) {
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value.into(),
            None => self.0.push((name.to_owned(), value.into())),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Notes names that mean nothing here.
    pub fn only(&self, known: &[&str], grid: &Grid, row: u32, faults: &mut Faults) {
        let odd: Vec<&str> = self.iter().map(|(name, _)| name).filter(|name| !known.contains(name)).collect();
        if !odd.is_empty() {
            let problem = Problem::new("xlsform.parameter_unknown")
                .with("value", odd.join(", "))
                .with("allowed", known.join(", "));
            faults.note(grid.at(row, &["parameters"]), problem);
        }
    }

    /// Notes a value that is none of those that a name takes.
    pub fn one_of(&self, name: &str, allowed: &[&str], grid: &Grid, row: u32, faults: &mut Faults) {
        if let Some(value) = self.get(name).filter(|value| !allowed.contains(value)) {
            bad(name, value, &allowed.join(", "), grid, row, faults);
        }
    }

    /// Notes a value that is no number; `whole`: no whole one.
    pub fn number(&self, name: &str, whole: bool, grid: &Grid, row: u32, faults: &mut Faults) {
        let Some(value) = self.get(name) else { return };
        let right = if whole { value.parse::<i64>().is_ok() } else { value.parse::<f64>().is_ok() };
        if !right {
            bad(name, value, if whole { "0, 1, 2…" } else { "0, 1.5, 2…" }, grid, row, faults);
        }
    }
}

/// Notes that a parameter has a value that it does not take.
pub(super) fn bad(name: &str, value: &str, allowed: &str, grid: &Grid, row: u32, faults: &mut Faults) {
    let problem = Problem::new("xlsform.parameter_value")
        .with("name", name)
        .with("value", value)
        .with("allowed", allowed);
    faults.note(grid.at(row, &["parameters"]), problem);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_pairs_whatever_stands_between() {
        let read = |text: &str| Parameters::of(text).map(|it| it.0);
        let pairs = |pairs: &[(&str, &str)]| {
            Some(pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>())
        };
        assert_eq!(read("Rows=3"), pairs(&[("rows", "3")]));
        assert_eq!(read("start=0; end = 10,step=2"), pairs(&[("start", "0"), ("end", "10"), ("step", "2")]));
        assert_eq!(read("value=Id randomize=TRUE"), pairs(&[("value", "Id"), ("randomize", "true")]));
        assert_eq!(read(" "), pairs(&[]));
        for wrong in ["rows", "rows=", "=3", "rows==3", "a=b c", "a b=c"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
