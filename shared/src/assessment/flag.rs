//! What people should look at beside a leaf: evidence that does not fit, and a decision that counts no more. Each flag says why;
//! none is a verdict.

use std::collections::{BTreeMap, BTreeSet};

use super::settle::void;
use super::{entry_faults, standing, the_one};
use crate::ballot::Digest;
use crate::campaign::{Campaign, Leaf};
use crate::problem::Problem;
use crate::wire::{Condition, Evidence, EvidenceFile, LeafRecord};

/// A file may prove several leaves of a unit; for so many it says little of each.
pub const MANY_LEAVES: usize = 5;

/// The flag that names other units: for who sees all of them.
pub const SHARED: &str = "flag.shared";

/// The files of a campaign: what was seen of each, and which leaves stand on it.
#[derive(Clone, Debug, Default)]
pub struct Proofs {
    given: BTreeMap<Digest, BTreeMap<String, (Condition, String)>>,
    uses: BTreeMap<Digest, BTreeMap<String, BTreeSet<String>>>,
}

impl Proofs {
    /// A file that a unit gave.
    pub fn give(&mut self, file: &EvidenceFile) {
        let by_unit = self.given.entry(file.digest).or_default();
        by_unit.entry(file.unit.clone()).or_insert_with(|| (file.condition, file.name.clone()));
    }

    /// What a leaf stands on now, in place of what it stood on before.
    pub fn stand(&mut self, before: &LeafRecord, now: &LeafRecord) {
        for digest in files(before) {
            if let Some(leaves) = self.uses.get_mut(digest).and_then(|units| units.get_mut(&before.unit)) {
                leaves.remove(&before.leaf);
            }
        }
        for digest in files(now) {
            let leaves = self.uses.entry(*digest).or_default().entry(now.unit.clone()).or_default();
            leaves.insert(now.leaf.clone());
        }
    }

    /// The leaves that stand on a file on which this one stands, each with its unit: their flags hang on each other.
    pub fn beside<'a>(&'a self, record: &'a LeafRecord) -> impl Iterator<Item = (&'a str, &'a str)> {
        let units = files(record).filter_map(|digest| self.uses.get(digest)).flatten();
        units.flat_map(|(unit, leaves)| leaves.iter().map(move |leaf| (&**unit, &**leaf)))
    }

    /// The leaves of the unit that gave a file which stand on it.
    pub fn upon<'a>(&'a self, file: &'a EvidenceFile) -> impl Iterator<Item = &'a str> {
        let leaves = self.uses.get(&file.digest).and_then(|units| units.get(&file.unit));
        leaves.into_iter().flatten().map(|leaf| &**leaf)
    }

    /// The flags of a leaf; `previous` are last year's files.
    pub fn flags(
        &self,
        campaign: &Campaign,
        leaf: &Leaf,
        record: &LeafRecord,
        previous: Option<&Self>,
    ) -> Vec<Problem> {
        let entry = the_one(&record.entries);
        let mut found = entry.map(|entry| entry_faults(leaf, &entry.said)).unwrap_or_default();
        // A file of assessments has no place for a share: that it names none says nothing of the leaf.
        found.retain(|fault| fault.code != "assessments.by_hand");
        found.extend(void(leaf, record));
        for evidence in stands_on(record) {
            found.extend(self.of(campaign, record, evidence, previous));
        }
        let about = |problem: Problem| problem.with("unit", &record.unit).with("code", &record.leaf);
        let mut flags: Vec<Problem> = Vec::new();
        for flag in found.into_iter().map(about) {
            if !flags.contains(&flag) {
                flags.push(flag);
            }
        }
        flags
    }

    fn of(
        &self,
        campaign: &Campaign,
        record: &LeafRecord,
        evidence: &Evidence,
        previous: Option<&Self>,
    ) -> Vec<Problem> {
        let given =
            evidence.file.and_then(|digest| Some((digest, self.given.get(&digest)?.get(&record.unit)?)));
        let names = [&*evidence.name, &*evidence.number, given.map_or("", |(_, (_, name))| name.as_str())];
        let name = names.into_iter().find(|name| !name.trim().is_empty()).unwrap_or_default();
        let flag = |code: &str| Problem::new(code).with("name", name);
        let mut flags = Vec::new();
        let year = campaign.settings.year;
        if let Some(day) = evidence.date.filter(|day| !is_of_year(day.date(), year)) {
            flags.push(flag("flag.outside_year").with("day", day).with("year", year));
        }
        let Some((digest, (condition, _))) = given else { return flags };
        match condition {
            Condition::Sound => {}
            Condition::Empty => flags.push(flag("flag.empty")),
            Condition::Cut => flags.push(flag("flag.cut")),
            Condition::Unreadable => flags.push(flag("flag.unreadable")),
            Condition::Locked => flags.push(flag("flag.locked")),
        }
        let units = self.uses.get(&digest).into_iter().flatten().filter(|(_, leaves)| !leaves.is_empty());
        let others: Vec<&str> =
            units.clone().map(|(unit, _)| &**unit).filter(|unit| *unit != record.unit).collect();
        if !others.is_empty() {
            flags.push(flag(SHARED).with("units", others.join(", ")));
        }
        let leaves: usize =
            units.filter(|(unit, _)| **unit == record.unit).map(|(_, leaves)| leaves.len()).sum();
        if leaves >= MANY_LEAVES {
            flags.push(flag("flag.many_leaves").with("n", leaves));
        }
        if previous.is_some_and(|previous| previous.given.contains_key(&digest)) {
            flags.push(flag("flag.previous"));
        }
        flags
    }
}

/// Whether a document's day fits the year: plans for a year are signed from the December before on.
fn is_of_year(day: jiff::civil::Date, year: i32) -> bool {
    let of = i32::from(day.year());
    of == year || (of + 1 == year && day.month() == 12)
}

/// What a leaf stands on: the evidence of its entries that stand, and of the unit's answers.
fn stands_on(record: &LeafRecord) -> impl Iterator<Item = &Evidence> {
    let entries = standing(&record.entries).into_iter().flat_map(|entry| &entry.said.evidence);
    entries.chain(standing(&record.answers).into_iter().flat_map(|answer| &answer.said.evidence))
}

fn files(record: &LeafRecord) -> impl Iterator<Item = &Digest> {
    stands_on(record).filter_map(|evidence| evidence.file.as_ref())
}

#[cfg(test)]
mod tests;
