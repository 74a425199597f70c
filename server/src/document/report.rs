//! The self-assessment report of a unit: what it gives itself for each leaf, why, and on what that stands.

use jiff::Timestamp;
use shared::assessment::{claimed, missing, the_one, total};
use shared::ballot::Digest;
use shared::campaign::{Campaign, Criterion, Level, Method, Unit};
use shared::points::Points;
use shared::wire::{Entry, LeafRecord};

use super::paper::{Align, Block, Opening, Paper, Signature, Table};
use super::words::Words;

/// Who submits, and when.
#[derive(Clone, Debug)]
pub struct Approved {
    /// The name of who prepared it.
    pub prepared_by: String,
    /// The name of who approves it.
    pub by: String,
    /// The name and the digest of the scan that they signed, where there is one.
    pub scan: Option<(String, Digest)>,
    /// When.
    pub at: Timestamp,
}

/// Makes it from what stands of the unit's leaves.
pub fn report(campaign: &Campaign, unit: &Unit, records: &[LeafRecord], approved: &Approved) -> Paper {
    let words = Words::of(campaign, approved.at);
    let mut submission = vec![Block::Text(words.say(
        "report-submitted",
        &[("prepared", &approved.prepared_by), ("by", &approved.by), ("at", &words.moment())],
    ))];
    if let Some((name, digest)) = &approved.scan {
        let said = [("name", &**name), ("digest", &digest.to_string())];
        submission.push(Block::Text(words.say("report-scan", &said)));
    }
    paper(&words, campaign, unit, records, (submission, &approved.by))
}

/// Makes it before it is submitted, to be read: its title, its first words and the foot of each page say that it is a draft.
pub fn draft(campaign: &Campaign, unit: &Unit, records: &[LeafRecord], at: Timestamp) -> Paper {
    let words = Words::of(campaign, at);
    let missing = missing(campaign, &unit.code, records);
    let mut submission = vec![Block::Text(words.say("draft-submission", &[]))];
    if !missing.is_empty() {
        let said = [("n", &*missing.len().to_string()), ("codes", &missing.join(", "))];
        submission.push(Block::Text(words.say("draft-missing", &said)));
    }
    let mut paper = paper(&words, campaign, unit, records, (submission, ""));
    paper.title = words.say("draft-title", &[]);
    let made = words.say("draft-made", &[("at", &words.moment())]);
    paper.body.insert(0, Block::Text(made));
    paper.foot = Some(words.say("draft-foot", &[("at", &words.moment())]));
    paper
}

/// The paper, with what it says of its submission and the name of who signs it.
fn paper(
    words: &Words,
    campaign: &Campaign,
    unit: &Unit,
    records: &[LeafRecord],
    (submission, signed_by): (Vec<Block>, &str),
) -> Paper {
    let language = words.language.code();
    let name = unit.name.get(language);
    let year = campaign.settings.year.to_string();
    let governs = campaign.places.iter().find(|place| place.unit.as_deref() == Some(&unit.code));
    let sums = [
        ("points", words.points(&total(campaign, &unit.code, records))),
        ("max", words.points(&maximum(campaign, unit, Method::SelfScored))),
        ("survey", words.points(&maximum(campaign, unit, Method::Survey))),
    ];
    let sums: Vec<(&str, &str)> = sums.iter().map(|(key, value)| (*key, &**value)).collect();
    let mut body = vec![
        Block::Text(words.say(
            "report-basis",
            &[("decision", &campaign.settings.criteria_decision), ("unit", name), ("year", &year)],
        )),
        Block::Head(1, words.say("report-result", &[])),
        Block::Text(words.say("report-total", &sums)),
        Block::Head(1, words.say("report-leaves", &[])),
    ];
    for (domain, nodes) in domains(campaign, &unit.unit_type) {
        body.push(Block::Head(2, format!("{}. {}", domain.code, domain.name.get(language))));
        body.push(Block::Table(leaves(words, &nodes, records)));
    }
    body.push(Block::Head(1, words.say("report-submission", &[])));
    body.extend(submission);
    let office = campaign.settings.office.get(language);
    let to = Some(office).filter(|office| !office.is_empty()).map(|office| format!("- {office};"));
    Paper {
        language: words.language,
        opening: Opening::Issued(words.heading(
            name,
            governs,
            words.say("report-number", &[("unit", &unit.code)]),
        )),
        title: words.say("report-title", &[]),
        subject: words.say("report-subject", &[("year", &year)]),
        body,
        recipients: to.into_iter().chain([words.say("archive", &[])]).collect(),
        signatures: vec![Signature { role: words.say("head-of-unit", &[]), name: signed_by.to_owned() }],
        foot: None,
    }
}

fn maximum(campaign: &Campaign, unit: &Unit, method: Method) -> Points {
    let leaves = campaign.leaves_of(&unit.unit_type).filter(|(_, leaf)| leaf.method == method);
    leaves.map(|(_, leaf)| leaf.max_points.clone()).sum()
}

/// The domains of a framework, each with what lies below it.
pub(super) fn domains<'a>(
    campaign: &'a Campaign,
    unit_type: &str,
) -> Vec<(&'a Criterion, Vec<&'a Criterion>)> {
    let mut domains: Vec<(&Criterion, Vec<&Criterion>)> = Vec::new();
    for node in campaign.criteria.iter().filter(|node| node.unit_type == unit_type) {
        if node.level == Level::Domain {
            domains.push((node, Vec::new()));
        }
        // A domain may be a leaf itself.
        if let Some((_, below)) =
            domains.last_mut().filter(|_| node.level != Level::Domain || node.leaf.is_some())
        {
            below.push(node);
        }
    }
    domains
}

fn leaves(words: &Words, nodes: &[&Criterion], records: &[LeafRecord]) -> Table {
    let head = |key: &str| words.say(key, &[]);
    let mut table = Table::of([
        (head("code"), 9, Align::Center),
        (head("criterion"), 33, Align::Start),
        (head("maximum"), 8, Align::End),
        (head("claimed"), 9, Align::End),
        (head("explanation"), 22, Align::Start),
        (head("evidence"), 19, Align::Start),
    ]);
    for node in nodes {
        let (code, name) = (node.code.clone(), node.name.get(words.language.code()).to_owned());
        let Some(leaf) = &node.leaf else {
            table.push_strong([code, name, String::new(), String::new(), String::new(), String::new()]);
            continue;
        };
        let record = records.iter().find(|record| record.leaf == node.code);
        let entry = record.and_then(|record| the_one(&record.entries)).map(|version| &version.said);
        let claimed = match leaf.method {
            Method::Survey => words.say("by-survey", &[]),
            Method::SelfScored => points(words, record.and_then(|record| claimed(leaf, record))),
        };
        let explanation = entry.map(|entry| explanation(words, entry)).unwrap_or_default();
        let evidence: Vec<String> =
            entry.iter().flat_map(|entry| &entry.evidence).map(|it| words.evidence(it)).collect();
        table.push([code, name, words.points(&leaf.max_points), claimed, explanation, evidence.join("\n")]);
    }
    table
}

/// What the unit gives itself; a dash where it says nothing.
pub(super) fn points(words: &Words, claimed: Option<Points>) -> String {
    claimed.map_or_else(|| "–".to_owned(), |claimed| words.points(&claimed))
}

fn explanation(words: &Words, entry: &Entry) -> String {
    let declared = entry.declared.as_ref().map(|declared| {
        let (done, all) = (words.points(&declared.done), words.points(&declared.out_of));
        words.say("declared", &[("done", &done), ("all", &all)])
    });
    let said = declared.into_iter().chain([entry.note.clone()]).filter(|line| !line.is_empty());
    said.collect::<Vec<_>>().join("\n")
}
