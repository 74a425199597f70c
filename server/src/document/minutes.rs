//! The minutes of the appraisal team: what each unit gave itself and was given, and where and why they differ.

use std::collections::BTreeMap;

use jiff::Timestamp;
use shared::assessment::{Framework, claimed, decided, total};
use shared::campaign::{Adjustment, AdjustmentKind, Campaign, Leaf, Method, Unit};
use shared::message::number;
use shared::points::Points;
use shared::wire::{Appraisal, LeafRecord};

use super::paper::{Align, Block, Opening, Paper, Signature, Table};
use super::report::points;
use super::words::Words;

/// What they are made of.
pub struct Given<'a> {
    /// All that was said of leaves.
    pub records: &'a [LeafRecord],
    /// The names of accounts.
    pub names: &'a BTreeMap<String, String>,
    /// The codes of units of whose appraisal nothing is told to who reads them: they say so, and say no numbers of it.
    pub withheld: &'a [&'a str],
    /// When they are made.
    pub at: Timestamp,
}

/// A leaf of a unit, with what was said of it.
struct Line<'a> {
    code: &'a str,
    name: &'a str,
    leaf: &'a Leaf,
    record: Option<&'a LeafRecord>,
}

impl Line<'_> {
    fn claimed(&self) -> Option<Points> {
        claimed(self.leaf, self.record?)
    }

    fn decided(&self) -> Option<&Appraisal> {
        decided(self.leaf, self.record?).map(|it| &it.said)
    }
}

/// Makes them, with the bonus and penalty points that the campaign has.
pub fn minutes(campaign: &Campaign, given: &Given) -> Paper {
    let words = Words::of(campaign, given.at);
    let (language, year) = (words.language.code(), campaign.settings.year.to_string());
    let mut by_unit: BTreeMap<&str, Vec<&LeafRecord>> = BTreeMap::new();
    for record in given.records {
        by_unit.entry(&record.unit).or_default().push(record);
    }
    let of = |unit: &Unit| by_unit.get(&*unit.code).map(Vec::as_slice).unwrap_or_default();
    let at = words.moment();
    let intro = [("at", &*at), ("decision", &campaign.settings.criteria_decision), ("year", &year)];
    let mut body = vec![Block::Text(words.say("minutes-intro", &intro))];
    let withheld = campaign.units.iter().filter(|unit| given.withheld.contains(&&*unit.code));
    let withheld: Vec<&str> = withheld.map(|unit| unit.name.get(language)).collect();
    if !withheld.is_empty() {
        body.push(Block::Text(words.say("minutes-withheld", &[("units", &withheld.join("; "))])));
    }
    body.extend([
        Block::Head(1, words.say("minutes-team", &[])),
        Block::Table(team(&words, campaign, given)),
        Block::Head(1, words.say("minutes-results", &[])),
    ]);
    for unit_type in &campaign.unit_types {
        body.push(Block::Head(2, unit_type.name.get(language).to_owned()));
        let units = campaign.units_of(&unit_type.code);
        let units: Vec<(&Unit, &[&LeafRecord])> = units.map(|unit| (unit, of(unit))).collect();
        body.push(Block::Table(results(&words, campaign, &units, given.withheld)));
    }
    body.push(Block::Head(1, words.say("minutes-differences", &[])));
    let before = body.len();
    for unit in &campaign.units {
        let table =
            differences(&words, &lines(campaign, unit, of(unit), language), unit, &campaign.adjustments);
        if !table.rows.is_empty() {
            body.push(Block::Head(2, unit.name.get(language).to_owned()));
            body.push(Block::Table(table));
        }
    }
    if body.len() == before {
        body.push(Block::Text(words.say("minutes-none", &[])));
    }
    let signature = |key: &str| Signature { role: words.say(key, &[]), name: String::new() };
    let office = campaign.settings.office.get(language);
    Paper {
        language: words.language,
        opening: Opening::Issued(words.heading(office, None, words.say("minutes-number", &[]))),
        title: words.say("minutes-title", &[]),
        subject: words.say("minutes-subject", &[("year", &year)]),
        body,
        recipients: Vec::new(),
        signatures: vec![signature("secretary"), signature("head-of-team")],
        foot: None,
    }
}

/// Who appraised, and how many leaves.
fn team(words: &Words, campaign: &Campaign, given: &Given) -> Table {
    let mut table = Table::of([
        (words.say("nth", &[]), 10, Align::Center),
        (words.say("member", &[]), 60, Align::Start),
        (words.say("decisions", &[]), 30, Align::End),
    ]);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let framework = Framework::of(campaign);
    for record in given.records {
        let leaf = framework.leaf(&record.unit, &record.leaf);
        if let Some(appraisal) = leaf.and_then(|leaf| decided(leaf, record)) {
            *counts.entry(&appraisal.by).or_default() += 1;
        }
    }
    for (nth, (by, count)) in counts.into_iter().enumerate() {
        let name = given.names.get(by).map_or(by, String::as_str);
        table.push([(nth + 1).to_string(), name.to_owned(), words.points(&Points::count(count as u64))]);
    }
    table
}

fn lines<'a>(
    campaign: &'a Campaign,
    unit: &'a Unit,
    records: &[&'a LeafRecord],
    language: &str,
) -> Vec<Line<'a>> {
    let record = |code: &str| records.iter().find(|record| record.leaf == code).copied();
    let leaves = campaign.leaves_of(&unit.unit_type);
    leaves
        .map(|(node, leaf)| Line {
            code: &node.code,
            name: node.name.get(language),
            leaf,
            record: record(&node.code),
        })
        .collect()
}

fn sum<'a>(adjustments: &'a [Adjustment], unit: &'a str, kind: AdjustmentKind) -> Points {
    let own = adjustments.iter().filter(|row| row.unit == unit && row.kind == kind);
    own.map(|row| row.points.clone()).sum()
}

/// Each unit in a line.
fn results(
    words: &Words,
    campaign: &Campaign,
    units: &[(&Unit, &[&LeafRecord])],
    withheld: &[&str],
) -> Table {
    let given = |unit: &Unit, kind| words.points(&sum(&campaign.adjustments, &unit.code, kind));
    let head = |key: &str| words.say(key, &[]);
    let mut table = Table::of([
        (head("nth"), 7, Align::Center),
        (head("unit"), 36, Align::Start),
        (head("claimed"), 12, Align::End),
        (head("appraised"), 12, Align::End),
        (head("bonus"), 10, Align::End),
        (head("penalty"), 10, Align::End),
        (head("undecided"), 13, Align::End),
    ]);
    for (nth, (unit, records)) in units.iter().enumerate() {
        let lines = lines(campaign, unit, records, words.language.code());
        let own: Vec<&Line> = lines.iter().filter(|it| it.leaf.method == Method::SelfScored).collect();
        let open = own.iter().filter(|it| it.decided().is_none()).count();
        let appraised: Points = own.iter().filter_map(|it| it.decided()?.points.clone()).sum();
        // Who said nothing of themselves did not give themselves nought.
        let claimed = own.iter().any(|it| it.claimed().is_some());
        let claimed = claimed.then(|| total(campaign, &unit.code, records.iter().copied()));
        let judged = match withheld.contains(&&*unit.code) {
            true => ["–"; 4].map(str::to_owned),
            false => [
                words.points(&appraised),
                given(unit, AdjustmentKind::Bonus),
                given(unit, AdjustmentKind::Penalty),
                open.to_string(),
            ],
        };
        let claimed = claimed.map_or_else(|| "–".to_owned(), |points| words.points(&points));
        let [appraised, bonus, penalty, open] = judged;
        let name = unit.name.get(words.language.code()).to_owned();
        table.push([(nth + 1).to_string(), name, claimed, appraised, bonus, penalty, open]);
    }
    table
}

/// The leaves of a unit where its points and those that it was given differ, and its bonus and penalty points.
fn differences(words: &Words, lines: &[Line], unit: &Unit, adjustments: &[Adjustment]) -> Table {
    let head = |key: &str| words.say(key, &[]);
    let mut table = Table::of([
        (head("code"), 11, Align::Center),
        (head("criterion"), 36, Align::Start),
        (head("claimed"), 11, Align::End),
        (head("appraised"), 14, Align::End),
        (head("reason"), 28, Align::Start),
    ]);
    for line in lines {
        let Some(appraisal) = line.decided() else { continue };
        if !appraisal.excused && appraisal.points == line.claimed() {
            continue;
        }
        let appraised = match &appraisal.points {
            Some(points) => words.points(points),
            None => words.say("excused", &[]),
        };
        table.push([
            line.code.to_owned(),
            line.name.to_owned(),
            points(words, line.claimed()),
            appraised,
            appraisal.reason.clone(),
        ]);
    }
    for row in adjustments.iter().filter(|row| row.unit == unit.code) {
        let (key, sign) = match row.kind {
            AdjustmentKind::Bonus => ("bonus", "+"),
            AdjustmentKind::Penalty => ("penalty", "-"),
        };
        let given = number(words.language, &format!("{sign}{}", row.points));
        table.push([String::new(), head(key), String::new(), given, row.reason.clone()]);
    }
    table
}
