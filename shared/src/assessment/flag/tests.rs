//! Each flag, raised by what it is for and by nothing near it.

use super::*;
use crate::campaign::{Method, Name, Rule};
use crate::points::Points;
use crate::wire::{Edition, Entry, FileKind};

fn campaign() -> Campaign {
    let mut campaign = crate::index::example::campaign();
    campaign.settings.year = 2026;
    campaign
}

fn leaf() -> Leaf {
    Leaf {
        max_points: Points::whole(2),
        method: Method::SelfScored,
        rule: Some(Rule::Steps),
        steps: Vec::new(),
        evidence: Name::default(),
    }
}

fn digest(n: u8) -> Digest {
    Digest::of(&[n])
}

fn record(unit: &str, leaf: &str, evidence: Vec<Evidence>) -> LeafRecord {
    let said =
        Entry { points: Some(Points::whole(1)), note: "đã làm".to_owned(), evidence, declared: None };
    let at = jiff::Timestamp::UNIX_EPOCH;
    let entries = vec![Edition { position: 1, over: Vec::new(), by: String::new(), at, said }];
    LeafRecord { unit: unit.to_owned(), leaf: leaf.to_owned(), entries, ..LeafRecord::default() }
}

fn named(n: u8) -> Vec<Evidence> {
    vec![Evidence { file: Some(digest(n)), ..Evidence::default() }]
}

fn give(proofs: &mut Proofs, n: u8, condition: Condition) {
    give_by(proofs, "A", n, condition, &format!("{n}.pdf"));
}

fn give_by(proofs: &mut Proofs, unit: &str, n: u8, condition: Condition, name: &str) {
    proofs.give(&EvidenceFile {
        position: 1,
        unit: unit.to_owned(),
        digest: digest(n),
        bytes: 1,
        name: name.to_owned(),
        kind: FileKind::Pdf,
        condition,
        by: String::new(),
        at: jiff::Timestamp::UNIX_EPOCH,
    });
}

fn codes(proofs: &Proofs, record: &LeafRecord, previous: Option<&Proofs>) -> Vec<String> {
    let flags = proofs.flags(&campaign(), &leaf(), record, previous);
    flags.into_iter().map(|flag| flag.code).collect()
}

#[test]
fn what_was_seen_of_a_file_is_said_beside_each_leaf_that_stands_on_it() {
    let mut proofs = Proofs::default();
    for (n, condition, expected) in [
        (1, Condition::Sound, &[][..]),
        (2, Condition::Empty, &["flag.empty"]),
        (3, Condition::Cut, &["flag.cut"]),
        (4, Condition::Unreadable, &["flag.unreadable"]),
        (5, Condition::Locked, &["flag.locked"]),
    ] {
        give(&mut proofs, n, condition);
        let record = record("A", "1", named(n));
        proofs.stand(&LeafRecord::default(), &record);
        assert_eq!(codes(&proofs, &record, None), expected, "{condition:?}");
    }
    let twice = [named(3), named(3)].concat();
    let flags = proofs.flags(&campaign(), &leaf(), &record("A", "1", twice), None);
    assert_eq!(flags.len(), 1, "once, however often it is named");
    let params = &flags[0].params;
    assert_eq!((&*params["name"], &*params["unit"], &*params["code"]), ("3.pdf", "A", "1"));
}

#[test]
fn the_same_file_of_two_units_is_said_of_both_until_one_stands_on_another() {
    let mut proofs = Proofs::default();
    give(&mut proofs, 1, Condition::Sound);
    give_by(&mut proofs, "B", 1, Condition::Sound, "của B.pdf");
    give_by(&mut proofs, "B", 2, Condition::Sound, "2.pdf");
    let (a, b) = (record("A", "1", named(1)), record("B", "2", named(1)));
    proofs.stand(&LeafRecord::default(), &a);
    assert_eq!(codes(&proofs, &a, None), [""; 0]);
    proofs.stand(&LeafRecord::default(), &b);
    assert_eq!(codes(&proofs, &a, None), [SHARED]);
    let of_b = &proofs.flags(&campaign(), &leaf(), &b, None)[0].params;
    assert_eq!(
        (&*of_b["units"], &*of_b["name"]),
        ("A", "của B.pdf"),
        "by the name that the unit itself gave it"
    );
    let mut other = b.clone();
    let over = Edition { position: 2, over: vec![1], ..record("B", "2", named(2)).entries[0].clone() };
    other.entries.push(over);
    proofs.stand(&b, &other);
    assert_eq!(codes(&proofs, &a, None), [""; 0], "what no longer stands is no use");
}

#[test]
fn a_file_for_many_leaves_of_one_unit_is_said_and_for_few_is_not() {
    let mut proofs = Proofs::default();
    give(&mut proofs, 1, Condition::Sound);
    for n in 1..=MANY_LEAVES {
        let record = record("A", &n.to_string(), named(1));
        assert_eq!(codes(&proofs, &record, None), [""; 0], "{n}");
        proofs.stand(&LeafRecord::default(), &record);
    }
    assert_eq!(codes(&proofs, &record("A", "1", named(1)), None), ["flag.many_leaves"]);
}

#[test]
fn last_years_file_and_a_document_of_another_year_are_said_but_no_plan_of_the_december_before() {
    let (mut proofs, mut previous) = (Proofs::default(), Proofs::default());
    [1, 2].into_iter().for_each(|n| give(&mut proofs, n, Condition::Sound));
    give(&mut previous, 1, Condition::Sound);
    assert_eq!(codes(&proofs, &record("A", "1", named(1)), Some(&previous)), ["flag.previous"]);
    assert_eq!(codes(&proofs, &record("A", "1", named(2)), Some(&previous)), [""; 0]);
    for (day, expected) in [
        ("2025-11-30", &["flag.outside_year"][..]),
        ("2025-12-01", &[]),
        ("2025-12-31", &[]),
        ("2026-01-01", &[]),
        ("2026-12-31", &[]),
        ("2027-01-01", &["flag.outside_year"]),
        ("2024-12-31", &["flag.outside_year"]),
    ] {
        let date = serde_json::from_value(day.into()).unwrap();
        let document = Evidence { number: "12/QĐ-UBND".to_owned(), date: Some(date), ..Evidence::default() };
        assert_eq!(codes(&proofs, &record("A", "1", vec![document]), None), expected, "{day}");
    }
}

#[test]
fn what_an_import_let_in_is_a_flag_as_well() {
    let mut bare = record("A", "1", Vec::new());
    bare.entries[0].said.note = String::new();
    assert_eq!(codes(&Proofs::default(), &bare, None), ["assessments.no_evidence"]);
    // But not that a file named no share, which it cannot.
    let by_share = Leaf { rule: Some(Rule::Ratio), ..leaf() };
    let document = vec![Evidence { number: "12/QĐ-UBND".to_owned(), ..Evidence::default() }];
    let mut unshared = record("A", "1", document);
    unshared.entries[0].said.note = String::new();
    assert_eq!(Proofs::default().flags(&campaign(), &by_share, &unshared, None), []);
}
