//! adjustments.jsonl, line by line: the bonus and penalty points of appraisers that stand, each under its id, with a fault for
//! each line that cannot be. What another package took counts, and is named where this one would not take it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{adjusting_faults, stand_beyond};
use crate::campaign::{Adjustment, AdjustmentKind, Campaign};
use crate::jsonl;
use crate::points::Points;
use crate::problem::{Diagnostic, Problem};
use crate::wire::{Adjusting, AdjustmentRow};

/// A line of adjustments.jsonl.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdjustmentLine {
    /// As its author named it: a store that has it takes it once.
    pub id: Uuid,
    /// The unit.
    pub unit: String,
    /// Added or taken off.
    pub kind: AdjustmentKind,
    /// How many, positive.
    pub points: Points,
    /// Why.
    pub reason: String,
    /// What proves it.
    pub evidence: String,
}

impl AdjustmentLine {
    /// What an appraiser says to give them.
    pub fn said(&self) -> Adjusting {
        let Self { kind, points, reason, evidence, .. } = self.clone();
        Adjusting { kind, points, reason, evidence, takes_back: None }
    }

    /// What it adds to the unit's total, as the sheet of a package says it.
    pub fn counted(&self) -> Adjustment {
        let Self { unit, kind, points, reason, .. } = self.clone();
        Adjustment { unit, kind, points, reason }
    }
}

impl From<&AdjustmentRow> for AdjustmentLine {
    fn from(row: &AdjustmentRow) -> Self {
        let Adjusting { kind, points, reason, evidence, .. } = row.said.clone();
        Self { id: row.id, unit: row.unit.clone(), kind, points, reason, evidence }
    }
}

/// An adjustments.jsonl that is being read.
pub struct AdjustmentFile<'a> {
    campaign: &'a Campaign,
    name: &'a str,
    row: u32,
    first: BTreeMap<Uuid, u32>,
    here: Vec<AdjustmentLine>,
    lines: Vec<(u32, AdjustmentLine)>,
    found: Vec<Diagnostic>,
}

impl<'a> AdjustmentFile<'a> {
    /// Begins a file; the name is for diagnostics.
    pub fn begin(campaign: &'a Campaign, name: &'a str) -> Self {
        Self::beside(campaign, name, Vec::new())
    }

    /// The same, where these stand already.
    pub fn beside(campaign: &'a Campaign, name: &'a str, here: Vec<AdjustmentLine>) -> Self {
        let (row, first, lines, found) = Default::default();
        Self { campaign, name, row, first, here, lines, found }
    }

    /// Reads the next line.
    pub fn line(&mut self, text: &[u8]) {
        self.row += 1;
        let line = match jsonl::read::<AdjustmentLine>("adjustments.unreadable", text) {
            None => return,
            Some(Err(problem)) => return self.found.push(jsonl::at(self.name, self.row, problem)),
            Some(Ok(line)) => line,
        };
        let faults = self.check(&line);
        let (name, row) = (self.name, self.row);
        if faults.is_empty() {
            let doubts = self.beyond(&line).into_iter().map(|problem| jsonl::at(name, row, problem));
            self.found.extend(doubts.map(|it| Diagnostic::warning(it.at, it.problem)));
            self.lines.push((row, line));
        }
        self.found.extend(faults.into_iter().map(|problem| jsonl::at(name, row, problem)));
    }

    /// What was read, each with the number of its line, and what is wrong or odd about the file.
    pub fn end(self) -> (Vec<(u32, AdjustmentLine)>, Vec<Diagnostic>) {
        (self.lines, self.found)
    }

    fn check(&mut self, line: &AdjustmentLine) -> Vec<Problem> {
        if self.campaign.unit(&line.unit).is_none() {
            return vec![Problem::new("assessments.unit_unknown").with("unit", &line.unit)];
        }
        let first = *self.first.entry(line.id).or_insert(self.row);
        if first != self.row {
            return vec![Problem::new("adjustments.twice").with("id", line.id).with("first", first)];
        }
        adjusting_faults(&line.said())
    }

    /// What the package would not take. What stands here is held against it with the package.
    fn beyond(&self, line: &AdjustmentLine) -> Vec<Problem> {
        let is_here = |id: Uuid| self.here.iter().any(|here| here.id == id);
        if is_here(line.id) {
            return Vec::new();
        }
        let new = self.lines.iter().map(|(_, it)| it).filter(|it| !is_here(it.id));
        stand_beyond(self.campaign, self.here.iter().chain(new), line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::example::campaign;

    fn read(lines: &[&str]) -> (Vec<u32>, Vec<String>) {
        let campaign = campaign();
        let mut file = AdjustmentFile::begin(&campaign, "a.jsonl");
        lines.iter().for_each(|line| file.line(line.as_bytes()));
        let (read, faults) = file.end();
        let said = faults.iter().map(|it| format!("{}: {}", it.at.row.unwrap(), it.problem));
        (read.into_iter().map(|(row, _)| row).collect(), said.collect())
    }

    fn line(id: u8, changed: (&str, &str)) -> String {
        let line = format!(
            r#"{{"id":"00000000-0000-0000-0000-0000000000{id:02}","unit":"D1","kind":"bonus","points":"0.5","reason":"a","evidence":"b"}}"#
        );
        line.replace(changed.0, changed.1)
    }

    #[test]
    fn lines_are_read_under_their_numbers_and_written_as_they_were() {
        let text = line(1, ("", ""));
        assert_eq!(read(&[&text, "", &line(2, ("bonus", "penalty"))]), (vec![1, 3], vec![]));
        let one: AdjustmentLine = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&one).unwrap(), text);
    }

    #[test]
    fn what_an_appraiser_could_not_give_is_refused_with_its_line() {
        for (changed, expected) in [
            (("D1", "D9"), "2: assessments.unit_unknown unit=D9"),
            (("0.5", "-1"), "2: assessments.adjusted_none"),
            ((r#""b""#, r#"" ""#), "2: assessments.adjusted_unproved"),
            ((r#""a""#, r#"" ""#), "2: assessments.text_blank"),
        ] {
            assert_eq!(read(&["", &line(1, changed)]), (vec![], vec![expected.to_owned()]));
        }
        let (_, faults) = read(&[&line(1, ("points", "point"))]);
        assert!(faults[0].starts_with("1: adjustments.unreadable column="), "{faults:?}");
        let twice = "2: adjustments.twice first=1 id=00000000-0000-0000-0000-000000000001";
        assert_eq!(read(&[&line(1, ("", "")), &line(1, ("0.5", "1"))]), (vec![1], vec![twice.to_owned()]));
    }
    #[test]
    fn what_the_package_would_not_take_counts_and_is_named() {
        let places = "1: import.adjusted_places decimals=2 points=0.125 unit=D1".to_owned();
        assert_eq!(read(&[&line(1, ("0.5", "0.125"))]), (vec![1], vec![places]));
        let many = "2: import.adjusted_many maximum=10 points=12 unit=D1".to_owned();
        let both = [line(1, ("0.5", "6")), line(2, ("0.5", "6"))];
        assert_eq!(read(&[&both[0], &both[1]]), (vec![1, 2], vec![many.clone()]), "in sum");
        let campaign = campaign();
        let here = |text: &str| serde_json::from_str(text).unwrap();
        let beside = |here: Vec<AdjustmentLine>, text: &str| {
            let mut file = AdjustmentFile::beside(&campaign, "a.jsonl", here);
            file.line(text.as_bytes());
            file.end().1.into_iter().map(|it| (it.is_fault(), it.problem.to_string())).collect::<Vec<_>>()
        };
        assert_eq!(
            beside(vec![here(&both[0])], &both[1]),
            [(false, many[3..].to_owned())],
            "with what stands"
        );
        assert_eq!(beside(vec![here(&both[0]), here(&both[1])], &both[1]), [], "what stands is none more");
    }
}
