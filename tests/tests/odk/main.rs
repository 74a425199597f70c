//! ODK's own engine and ours on the same forms with the same random answers: what is relevant, required, answered, offered and
//! wrong after every step, and what is sent.

mod converter;
mod corpus;
mod lines;
mod reasons;
mod table;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use reasons::{Difference, REASONS};
use serde_json::Value;
use shared::form::tree::{NodeId, Tree};
use walk::{Sight, Walk, path};

/// How many steps each form is taken; PARINDEX_STEPS says more where there is time.
const STEPS: usize = 40;

/// When the interviews are held.
const NOW: &str = "2026-11-29T01:02:03Z";

/// What is seen of a question, in its order.
const SEEN: [&str; 5] = ["relevant", "required", "value", "violation", "offered"];

#[test]
fn both_engines_say_the_same_after_every_answer() {
    if let Some(lacks) = corpus::lacks() {
        println!("SKIPPED: the comparison with ODK's engine: {lacks}");
        return;
    }
    let behaviour = corpus::behaviour();
    assert!(REASONS.len() <= 20);
    REASONS
        .iter()
        .for_each(|one| assert!(behaviour.contains(one.line), "no line of behaviour.md: {}", one.line));
    let length = std::env::var("PARINDEX_STEPS").ok().map_or(STEPS, |text| text.parse().expect("a number"));
    let now: jiff::Timestamp = NOW.parse().expect("a time");
    let (samples, mut left) = corpus::samples();
    let mut held = Vec::new();
    for (seed, sample) in samples.into_iter().enumerate() {
        match walk::walk(&sample.form, now, seed as u64, length) {
            Some(walk) => held.push((walk, sample)),
            None => left.push(sample.name),
        }
    }
    for name in &left {
        let outcome = corpus::outcome(name);
        println!("left out: {name}: {outcome}");
        assert!(
            !outcome.is_empty() && !outcome.contains("success"),
            "{name} opens there and not here: {outcome}"
        );
    }
    let interviews = held.iter().map(|(walk, sample)| (sample, &*walk.steps));
    let others = corpus::others(interviews, now.as_millisecond());
    assert_eq!(others.len(), held.len(), "the other engine broke off");
    let (mut told, mut met, mut steps) = (Vec::new(), BTreeSet::new(), 0);
    for ((walk, sample), other) in held.iter().zip(&others) {
        if let Some(error) = other["error"].as_str() {
            println!("not opened there: {}: {error}", sample.name);
            continue;
        }
        steps += walk.steps.len();
        compare(&sample.name, walk, other, &mut told, &mut met);
    }
    println!("{} forms, {steps} steps; {} forms left out", held.len(), left.len());
    for (at, reason) in REASONS.iter().enumerate().filter(|(at, _)| !met.contains(at)) {
        println!("not met this time: {at}: {}", reason.line);
    }
    assert!(steps >= length * 10, "hardly anything was compared");
    assert!(told.is_empty(), "{} differences without a reason:\n{}", told.len(), told.join("\n"));
}

/// Where the id of an interview stands.
const ID: &str = "/meta/instanceID";

/// Compares an interview step by step. A question with a difference is set aside for the rest of it, and so is one whose
/// difference has a reason.
fn compare(form: &str, walk: &Walk, other: &Value, told: &mut Vec<String>, met: &mut BTreeSet<usize>) {
    // The other engine gives every form an id of its interview; ours one that asks for it.
    let asks = walk.after[0].keys().any(|one| one.ends_with(ID));
    let is_own = |path: &str| !asks && path.ends_with(ID);
    let mut theirs = Sight::new();
    let mut aside: BTreeSet<String> = BTreeSet::new();
    for (at, after) in other["after"].as_array().expect("steps").iter().enumerate() {
        for gone in after["gone"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            theirs.remove(gone);
        }
        for pair in after["changed"].as_array().into_iter().flatten() {
            theirs.insert(pair[0].as_str().unwrap_or_default().to_owned(), pair[1].clone());
        }
        let step = at.checked_sub(1).map(|at| walk.steps[at].to_string()).unwrap_or_default();
        let mut differ = |path: String, what, ours: &Value, theirs: &Value| {
            if aside.contains(&path) {
                return;
            }
            let shown = walk.shown.contains(&path);
            let one = Difference { path, what, shown, ours: ours.clone(), theirs: theirs.clone() };
            match REASONS.iter().position(|reason| (reason.fits)(&one)) {
                Some(reason) => drop(met.insert(reason)),
                None => told
                    .push(format!("{form} {} {what}: ours {ours}, theirs {theirs}, after {step}", one.path)),
            }
            aside.insert(one.path);
        };
        let ours = &walk.after[at];
        theirs.retain(|one, _| !is_own(one));
        if let Some(error) = after["error"].as_str() {
            let target =
                ["answer", "choose", "add", "remove"].iter().find_map(|it| walk.steps[at - 1][it].as_str());
            differ(path(target.unwrap_or_default()), "done", &Value::Null, &error.into());
        }
        let all: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
        for reference in all {
            match (ours.get(reference), theirs.get(reference)) {
                (Some(one), Some(other)) => {
                    for (at, what) in SEEN.into_iter().enumerate() {
                        if !same(&one[at], &other[at]) {
                            differ(path(reference), what, &one[at], &other[at]);
                        }
                    }
                }
                // Nobody sees or sends the instances of what is not relevant.
                (Some(one), None) | (None, Some(one)) if one[0] == false => {}
                (one, other) => {
                    differ(path(reference), "there", &one.is_some().into(), &other.is_some().into())
                }
            }
        }
    }
    let (ours, theirs) = (leaves(&walk.sent), leaves(other["sent"].as_str().unwrap_or_default()));
    let kept = |all: &[(String, String)]| -> Vec<(String, String)> {
        let whole = |path: &str| {
            !is_own(path) && aside.iter().all(|one| path != one && !path.starts_with(&format!("{one}/")))
        };
        all.iter().filter(|(path, _)| whole(path)).cloned().collect()
    };
    let (ours, theirs) = (kept(&ours), kept(&theirs));
    if ours != theirs {
        let count = |all: &[(String, String)]| {
            let mut counts = BTreeMap::new();
            all.iter().for_each(|one| *counts.entry(format!("{one:?}")).or_insert(0) += 1);
            counts
        };
        let (one, other) = (count(&ours), count(&theirs));
        let odd = |of: &BTreeMap<String, i32>, not: &BTreeMap<String, i32>| {
            of.iter()
                .filter(|(key, n)| not.get(*key) != Some(n))
                .map(|(key, n)| format!("{key}×{n}"))
                .collect::<Vec<_>>()
        };
        told.push(format!("{form} sent: ours {:?}, theirs {:?}", odd(&one, &other), odd(&other, &one)));
    }
}

/// Whether two say the same: an empty answer is none, and every id that chance made is as good as another.
fn same(one: &Value, other: &Value) -> bool {
    let blank = |value: &Value| match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(all) => all.is_empty(),
        _ => false,
    };
    let number = |value: &Value| value.as_f64();
    match (one, other) {
        _ if blank(one) && blank(other) => true,
        (Value::String(one), Value::String(other)) => unique(one) == unique(other),
        _ if number(one).is_some() => number(one) == number(other),
        _ => one == other,
    }
}

/// A text with the ids that chance made told as such.
fn unique(text: &str) -> String {
    text.split(':')
        .map(|part| if uuid::Uuid::parse_str(part).is_ok() { "…" } else { part })
        .collect::<Vec<_>>()
        .join(":")
}

/// What is sent, leaf by leaf in its order.
fn leaves(xml: &str) -> Vec<(String, String)> {
    fn below(tree: &Tree, node: NodeId, above: &str, found: &mut Vec<(String, String)>) {
        let path = format!("{above}/{}", tree.qualified(node));
        if tree.elements(node).next().is_none() {
            found.push((path, unique(&tree.text(node))));
            return;
        }
        tree.elements(node).for_each(|child| below(tree, child, &path, found));
    }
    let (mut tree, mut found) = (Tree::new(), Vec::new());
    let root = tree.read(xml).expect("XML");
    tree.elements(root).for_each(|top| below(&tree, top, "", &mut found));
    found
}
