//! Sheet `criteria`: the nodes of each unit type's framework, and whether they hang together and add up.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{Item, Rows};
use super::sheets::{code, may, must, name};
use super::{Criterion, Leaf, Level, Method, Name, Rule, UnitType};
use crate::points::Points;
use crate::problem::Problem;
use crate::sheet::{Book, Column, Faults, Record};

const COLUMNS: &[Column] = &[
    must("unit_type"),
    must("code"),
    must("level"),
    must("name_vi"),
    may("name_en"),
    must("max_points"),
    must("method"),
    must("rule"),
    may("steps"),
    may("evidence_vi"),
    may("evidence_en"),
];

const LEVELS: &[(&str, Level)] =
    &[("domain", Level::Domain), ("criterion", Level::Criterion), ("sub", Level::Sub)];
const METHODS: &[(&str, Method)] = &[("self", Method::SelfScored), ("survey", Method::Survey)];
const RULES: &[(&str, Rule)] = &[("yes_no", Rule::YesNo), ("ratio", Rule::Ratio), ("steps", Rule::Steps)];

/// Reads the sheet.
pub(super) fn read(book: &Book, faults: &mut Faults) -> Rows<Criterion> {
    let mut rows = Rows::read(book, "criteria", COLUMNS, faults, |record, faults| {
        let unit_type = code(record, "unit_type", faults);
        let code = code(record, "code", faults);
        let level = record.at("level").needed(faults).and_then(|spot| spot.one_of(LEVELS, faults));
        let name = name(record, faults);
        let leaf = leaf(record, faults);
        Some(Criterion { unit_type: unit_type?, code: code?, level: level?, name: name?, leaf: leaf? })
    });
    rows.distinct("code", |row| format!("{} {}", row.unit_type, row.code), faults);
    rows
}

/// `Some(None)` where the node is no leaf, `None` where its cells are wrong.
fn leaf(record: Record, faults: &mut Faults) -> Option<Option<Leaf>> {
    let points = record.at("max_points");
    if points.is_blank() {
        let columns = ["method", "rule", "steps", "evidence_vi", "evidence_en"];
        let Some(column) = columns.into_iter().find(|column| !record.at(column).is_blank()) else {
            return Some(None);
        };
        points.fault(Problem::new("criteria.points_missing").with("column", column), faults);
        return None;
    }
    let max_points = points.positive(faults);
    let method = record.at("method").needed(faults).and_then(|spot| spot.one_of(METHODS, faults));
    let before = faults.count();
    let (mut rule, mut steps) = (None, Vec::new());
    if method == Some(Method::SelfScored) {
        rule = record.at("rule").needed(faults).and_then(|spot| spot.one_of(RULES, faults));
        steps = read_steps(record, max_points.as_ref(), faults);
    } else if method == Some(Method::Survey) {
        for column in ["rule", "steps"] {
            if let Some(spot) = record.at(column).filled() {
                spot.fault(Problem::new("criteria.self_only").with("column", column), faults);
            }
        }
    }
    let vi = record.at("evidence_vi").text(faults).unwrap_or_default();
    let en = record.at("evidence_en").text(faults).unwrap_or_default();
    let (max_points, method) = (max_points?, method?);
    let right = faults.count() == before;
    right.then_some(Some(Leaf { max_points, method, rule, steps, evidence: Name { vi, en } }))
}

/// `0; 0.5; 1`: ascending, from 0 to the maximum.
fn read_steps(record: Record, max: Option<&Points>, faults: &mut Faults) -> Vec<Points> {
    let spot = record.at("steps");
    let Some(text) = spot.text(faults) else { return Vec::new() };
    let steps: Result<Vec<_>, _> = text.split(';').map(Points::parse).collect();
    let in_range = |step: &Points| !step.is_negative() && max.is_none_or(|max| step <= max);
    match steps {
        Ok(steps) if steps.is_sorted_by(|a, b| a < b) && steps.iter().all(in_range) => steps,
        _ => {
            spot.fault(Problem::new("criteria.steps").with("value", text), faults);
            Vec::new()
        }
    }
}

/// The code above: `1.10` hangs under `1`.
fn parent(code: &str) -> Option<&str> {
    code.rsplit_once('.').map(|(parent, _)| parent)
}

/// Checks levels, parents, leaves and sums.
pub(super) fn check(criteria: &Rows<Criterion>, unit_types: &Rows<UnitType>, faults: &mut Faults) {
    for item in &criteria.items {
        if !unit_types.may_have(|row| row.code == item.value.unit_type) {
            let problem = Problem::new("unknown.unit_type").with("value", &item.value.unit_type);
            item.fault("unit_type", problem, faults);
        }
    }
    if !criteria.whole {
        return;
    }
    let nodes: BTreeMap<(&str, &str), &Criterion> =
        criteria.values().map(|node| ((node.unit_type.as_str(), node.code.as_str()), node)).collect();
    let branches: BTreeSet<(&str, &str)> =
        nodes.keys().filter_map(|(unit_type, code)| Some((*unit_type, parent(code)?))).collect();
    for item in &criteria.items {
        check_place(item, &nodes, faults);
        check_leaf(
            item,
            branches.contains(&(item.value.unit_type.as_str(), item.value.code.as_str())),
            faults,
        );
    }
    if unit_types.whole {
        for item in &unit_types.items {
            check_sum(item, Method::SelfScored, "self_points", criteria, faults);
            check_sum(item, Method::Survey, "survey_points", criteria, faults);
        }
    }
}

fn check_place(item: &Item<Criterion>, nodes: &BTreeMap<(&str, &str), &Criterion>, faults: &mut Faults) {
    let node = &item.value;
    let above = parent(&node.code).and_then(|code| nodes.get(&(node.unit_type.as_str(), code)));
    let wanted = match node.level {
        Level::Domain => None,
        Level::Criterion => Some(Level::Domain),
        Level::Sub => Some(Level::Criterion),
    };
    match (parent(&node.code), wanted) {
        (Some(code), Some(_)) if above.is_none() => {
            item.fault("code", Problem::new("criteria.parent_unknown").with("parent", code), faults);
        }
        (Some(_), None) => {
            item.fault("level", Problem::new("criteria.level").with("code", &node.code), faults);
        }
        _ if above.map(|above| above.level) != wanted => {
            item.fault("level", Problem::new("criteria.level").with("code", &node.code), faults);
        }
        _ => {}
    }
}

fn check_leaf(item: &Item<Criterion>, has_children: bool, faults: &mut Faults) {
    let problem = match (&item.value.leaf, has_children) {
        (Some(_), true) => "criteria.leaf_has_children",
        (None, false) => "criteria.no_leaf",
        _ => return,
    };
    item.fault("max_points", Problem::new(problem).with("code", &item.value.code), faults);
}

fn check_sum(
    item: &Item<UnitType>,
    method: Method,
    column: &str,
    criteria: &Rows<Criterion>,
    faults: &mut Faults,
) {
    let stated = if method == Method::Survey { &item.value.survey_points } else { &item.value.self_points };
    let leaves = criteria.values().filter(|node| node.unit_type == item.value.code);
    let sum: Points = leaves
        .filter_map(|node| node.leaf.as_ref())
        .filter(|leaf| leaf.method == method)
        .map(|leaf| leaf.max_points.clone())
        .sum();
    if &sum != stated {
        let problem = Problem::new("unit_types.sum")
            .with("type", &item.value.code)
            .with("stated", stated)
            .with("sum", sum);
        item.fault(column, problem, faults);
    }
}
