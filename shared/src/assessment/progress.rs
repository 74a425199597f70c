//! How far a unit has come.

use super::{entry_faults, points_of, settled, the_one};
use crate::campaign::{Campaign, Criterion, Leaf, Method};
use crate::points::Points;
use crate::wire::{LeafRecord, Stage, UnitProgress};

/// The leaves that a unit scores itself.
fn own_leaves<'a>(campaign: &'a Campaign, unit: &str) -> Vec<(&'a Criterion, &'a Leaf)> {
    let Some(unit) = campaign.unit(unit) else { return Vec::new() };
    campaign.leaves_of(&unit.unit_type).filter(|(_, leaf)| leaf.method == Method::SelfScored).collect()
}

fn claimed(leaf: &Leaf, record: Option<&LeafRecord>) -> Option<Points> {
    points_of(leaf, &the_one(&record?.entries)?.said)
}

fn of<'a>(records: &'a [LeafRecord], unit: &str, code: &str) -> Option<&'a LeafRecord> {
    records.iter().find(|record| record.unit == unit && record.leaf == code)
}

/// The leaves that keep a unit from being submitted: without points, or with two versions of which a person must choose.
pub fn missing(campaign: &Campaign, unit: &str, records: &[LeafRecord]) -> Vec<String> {
    let leaves = own_leaves(campaign, unit).into_iter();
    let open = leaves.filter(|(node, leaf)| claimed(leaf, of(records, unit, &node.code)).is_none());
    open.map(|(node, _)| node.code.clone()).collect()
}

/// What a unit gives itself so far.
pub fn total(campaign: &Campaign, unit: &str, records: &[LeafRecord]) -> Points {
    let leaves = own_leaves(campaign, unit).into_iter();
    leaves.filter_map(|(node, leaf)| claimed(leaf, of(records, unit, &node.code))).sum()
}

/// How far a unit has come, for the office and the appraisers.
pub fn progress(campaign: &Campaign, unit: &str, records: &[LeafRecord], stage: Stage) -> UnitProgress {
    let leaves = own_leaves(campaign, unit);
    let own: Vec<&LeafRecord> = records.iter().filter(|record| record.unit == unit).collect();
    let unanswered = |record: &&LeafRecord| {
        let answered = |at: i64| record.answers.iter().any(|answer| answer.said.question == at);
        record.questions.iter().filter(|question| !answered(question.position)).count()
    };
    let flags = |record: &&LeafRecord| {
        let leaf = campaign.leaf_of(unit, &record.leaf)?;
        the_one(&record.entries).map(|entry| entry_faults(leaf, &entry.said).len())
    };
    let decided = |record: &&&LeafRecord| {
        settled(&record.appraisals).is_some_and(|it| it.said.excused || it.said.points.is_some())
    };
    UnitProgress {
        unit: unit.to_owned(),
        stage,
        leaves: leaves.len(),
        scored: leaves.len() - missing(campaign, unit, records).len(),
        appraised: own.iter().filter(decided).count(),
        unanswered: own.iter().map(unanswered).sum(),
        flags: own.iter().filter_map(flags).sum(),
    }
}
