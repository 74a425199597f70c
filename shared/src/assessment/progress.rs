//! How far a unit has come.

use std::collections::BTreeMap;

use super::{claimed, decided};
use crate::campaign::{Campaign, Criterion, Leaf, Method};
use crate::points::Points;
use crate::wire::{LeafRecord, Stage, UnitProgress, WorkRow};

/// What was said of one unit, by the code of the leaf.
type Own<'a> = BTreeMap<&'a str, &'a LeafRecord>;

fn own<'a>(unit: &str, records: impl IntoIterator<Item = &'a LeafRecord>) -> Own<'a> {
    let records = records.into_iter().filter(|record| record.unit == unit);
    records.map(|record| (&*record.leaf, record)).collect()
}

/// The leaves that a unit scores itself.
fn own_leaves<'a>(campaign: &'a Campaign, unit: &str) -> Vec<(&'a Criterion, &'a Leaf)> {
    let Some(unit) = campaign.unit(unit) else { return Vec::new() };
    campaign.leaves_of(&unit.unit_type).filter(|(_, leaf)| leaf.method == Method::SelfScored).collect()
}

/// What a unit gives itself for each of its leaves.
fn claims<'a>(
    campaign: &'a Campaign,
    unit: &str,
    records: &Own,
) -> impl Iterator<Item = (&'a str, Option<Points>)> {
    own_leaves(campaign, unit)
        .into_iter()
        .map(|(node, leaf)| (&*node.code, records.get(&*node.code).and_then(|record| claimed(leaf, record))))
}

/// The leaves that keep a unit from being submitted: without points that count, or with two versions of which a person must
/// choose.
pub fn missing<'a>(
    campaign: &Campaign,
    unit: &str,
    records: impl IntoIterator<Item = &'a LeafRecord>,
) -> Vec<String> {
    let records = own(unit, records);
    let open = claims(campaign, unit, &records).filter(|(_, claimed)| claimed.is_none());
    open.map(|(code, _)| code.to_owned()).collect()
}

/// What a unit gives itself so far.
pub fn total<'a>(
    campaign: &Campaign,
    unit: &str,
    records: impl IntoIterator<Item = &'a LeafRecord>,
) -> Points {
    claims(campaign, unit, &own(unit, records)).filter_map(|(_, claimed)| claimed).sum()
}

/// The leaves that a unit scores itself and of which no decision counts.
pub fn unappraised<'a>(
    campaign: &Campaign,
    unit: &str,
    records: impl IntoIterator<Item = &'a LeafRecord>,
) -> Vec<String> {
    let records = own(unit, records);
    let is_open = |(node, leaf): &(&Criterion, &Leaf)| {
        records.get(&*node.code).is_none_or(|record| decided(leaf, record).is_none())
    };
    own_leaves(campaign, unit).into_iter().filter(is_open).map(|(node, _)| node.code.clone()).collect()
}

/// How far a unit has come, for the office and the appraisers: from the lines of all its leaves, by their codes, also of those of
/// which something was said and that the campaign does not have.
pub fn progress(
    campaign: &Campaign,
    unit: &str,
    stage: Stage,
    lines: &BTreeMap<&str, &WorkRow>,
) -> UnitProgress {
    let leaves = own_leaves(campaign, unit);
    let is_scored =
        |(node, _): &&(&Criterion, &Leaf)| lines.get(&*node.code).is_some_and(|line| line.claimed.is_some());
    UnitProgress {
        unit: unit.to_owned(),
        stage,
        leaves: leaves.len(),
        scored: leaves.iter().filter(is_scored).count(),
        appraised: lines.values().filter(|line| line.by.is_some()).count(),
        unanswered: lines.values().map(|line| line.unanswered).sum(),
        flags: lines.values().map(|line| line.flags.len()).sum(),
        flagged: lines.values().filter(|line| !line.flags.is_empty()).count(),
    }
}
