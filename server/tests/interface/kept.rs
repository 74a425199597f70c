//! What is stored can be read again: nothing is taken in that export, rebuild or another import could not read, and
//! what an older program kept unreadable is named.

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use server::service::import::{File, Import, ImportError, Imported, import};
use server::store::NewBallot;
use shared::ballot::{Ballot, MAX_BYTES};
use shared::message::{self, Language};
use shared::problem::Diagnostic;
use shared::wire::Status;
use uuid::Uuid;

use crate::client::refusal;
use crate::export::exported;
use crate::process::parindex;
use crate::sample::{self, ID, ballot, lines, plain};
use crate::served::{BEGIN, Served};

fn file(text: &str) -> Option<File> {
    Some(File::of("lines.jsonl", text.to_owned()))
}

async fn imported(served: &Served, text: &str) -> Result<Imported, Vec<Diagnostic>> {
    let campaign = sample::campaign().clone();
    let request = Import { ballots: file(text), ..Import::of(campaign) };
    match import(&served.site, request).await {
        Ok(imported) => Ok(imported),
        Err(ImportError::Wrong(diagnostics)) => Err(diagnostics),
        Err(error) => panic!("{error}"),
    }
}

/// The first line of the sample, changed.
fn line(change: impl FnOnce(&mut Value)) -> String {
    let mut line = serde_json::to_value(&lines()[0]).unwrap();
    change(&mut line);
    line.to_string()
}

/// A refusal names its line, in texts that are whole.
fn code(diagnostics: &[Diagnostic], row: u32) -> &str {
    for language in Language::ALL {
        let text = message::problem(language, &diagnostics[0].problem);
        assert!(!text.contains('{') && !text.starts_with("problem."), "{text}");
    }
    assert_eq!(diagnostics[0].at.row, Some(row), "{diagnostics:?}");
    &diagnostics[0].problem.code
}

#[tokio::test]
async fn a_line_that_could_not_be_read_again_is_refused_whatever_its_status() {
    let served = Served::start().await;
    let good = line(|_| ());
    let decided = |by: &str, reason: &str| json!({"by": by, "at": "2019-12-01T00:00:00Z", "reason": reason});
    let with = |name: &str, value: Value| line(|line| line[name] = value);
    let twice =
        |key: &str| good.replacen(&format!("\"{key}\":"), &format!("\"{key}\": \"x\", \"{key}\":"), 1);
    let inside = line(|line| line["answers"]["districts"] = json!([{"unit": "TPBK", "P1B_1": "B"}]));
    let large = "x".repeat(MAX_BYTES);
    for (wrong, expected) in [
        (with("interviewer", json!("an\u{0}")), "json.nul"),
        (with("place", json!("\u{0}province")), "json.nul"),
        (with("form", json!("P1\u{0}")), "json.nul"),
        (with("version", json!("2019\u{0}")), "json.nul"),
        (with("group", json!("G1\u{0}")), "json.nul"),
        (with("decision", decided("an\u{0}", "")), "json.nul"),
        (with("decision", decided("an", "đã gọi\u{0}")), "json.nul"),
        (line(|line| line["answers"]["sex"] = json!("\u{0}")), "json.nul"),
        (line(|line| line["answers"]["\u{0}"] = json!("f")), "json.nul"),
        (line(|line| line["answers"]["opinion"] = json!(large)), "ballots.too_large"),
        (twice("sex"), "json.key_twice"),
        (twice("status"), "json.key_twice"),
        (inside.replacen("\"P1B_1\":", "\"P1B_1\": \"A\", \"P1B_1\":", 1), "json.key_twice"),
        (line(|line| line["answers"]["sex"] = deep(70)), "json.too_deep"),
    ] {
        for status in ["valid", "pending", "rejected"] {
            let wrong = wrong.replacen("\"valid\"", &format!("\"{status}\""), 1);
            let diagnostics = imported(&served, &format!("\n{wrong}\n")).await.unwrap_err();
            let shown: String = wrong.chars().take(300).collect();
            assert_eq!(code(&diagnostics, 2), expected, "{shown}");
        }
    }
    assert_eq!(imported(&served, &good).await.unwrap().ballots, 1);
}

fn deep(levels: usize) -> Value {
    (0..levels).fold(json!("x"), |inner, _| json!([inner]))
}

#[tokio::test]
async fn an_assessment_says_each_thing_once_and_without_nul() {
    let served = Served::start().await;
    for (wrong, expected) in [
        (r#"{"unit":"SNV","code":"1.1.1","appraised":0,"appraised":0.5}"#, "json.key_twice"),
        (r#"{"unit":"SNV","code":"1.1.1","note":"a\u0000"}"#, "json.nul"),
        (r#"{"unit":"SNV","code":"1.1.1","evidence":["a\u0000.pdf"]}"#, "json.nul"),
    ] {
        let campaign = sample::campaign().clone();
        let request = Import { assessments: file(wrong), ..Import::of(campaign) };
        let Err(ImportError::Wrong(diagnostics)) = import(&served.site, request).await else { panic!() };
        assert_eq!(code(&diagnostics, 1), expected);
    }
}

#[tokio::test]
async fn a_ballot_that_says_something_twice_is_not_taken_from_a_tablet_either() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    let (id, sealed) = plain(1);
    let text = String::from_utf8(sealed.bytes).unwrap();
    for (once, twice) in [
        ("\"sex\":", "\"sex\":\"m\",\"sex\":"),
        ("\"unit\":", "\"unit\":\"x\",\"unit\":"),
        ("\"form\":", "\"form\":\"P1\",\"form\":"),
    ] {
        let bytes = text.replacen(once, twice, 1).into_bytes();
        let answer = client.put_bytes(id, bytes, None).await;
        assert_eq!(refusal(answer).await, (400, "ballot.undecodable".to_owned()), "{once}");
    }
}

/// Stores a ballot past the door, as an older program did.
async fn slip_in(served: &Served, n: u128, change: impl FnOnce(&mut Ballot)) -> Uuid {
    let mut ballot = ballot(&lines()[0]);
    ballot.header.id = Uuid::from_u128(n);
    change(&mut ballot);
    let (sealed, id) = (ballot.seal(), ballot.header.id);
    let new = NewBallot {
        campaign: ID.to_owned(),
        id,
        digest: sealed.digest,
        bytes: sealed.bytes,
        received: BEGIN.parse().unwrap(),
        clock_offset_ms: None,
        sent_by: None,
        arrived: Status::Pending,
        reasons: Vec::new(),
    };
    served
        .site
        .store
        .write::<_, server::store::StoreError>(move |store| {
            store.put_ballot(&new)?;
            server::service::effect::ballot_is_in(store, &new.campaign).map(drop)
        })
        .await
        .unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_older_program_kept_unreadable_is_named_and_keeps_no_other_back() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    client.put(&plain(1)).await;
    let mut hidden = Vec::new();
    for n in 1..=5 {
        hidden.push(slip_in(&served, n, |ballot| ballot.header.place = "01\u{0}".to_owned()).await);
    }
    hidden.push(
        slip_in(&served, 6, |ballot| {
            _ = ballot.answers.insert("opinion".into(), "x".repeat(MAX_BYTES).into())
        })
        .await,
    );
    client.put(&plain(2)).await;
    let data = tempfile::TempDir::new().unwrap();
    std::fs::copy(served.data().join("parindex.db"), data.path().join("parindex.db")).unwrap();
    std::fs::copy(served.data().join("parindex.db-wal"), data.path().join("parindex.db-wal")).unwrap();
    let out = tempfile::TempDir::new().unwrap();
    let path = |name: &str| out.path().join(name).display().to_string();
    let (file, tables) = (path("ballots.jsonl"), path("tables"));
    for (arguments, last) in [
        (
            &["export", "--ballots", &file, "--csv", &tables, "--campaign", ID][..],
            "6 ballots cannot be read again",
        ),
        (&["rebuild"], ""),
        (&["doctor"], ""),
    ] {
        let output = parindex(data.path(), arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        for id in &hidden {
            let named = said.lines().find(|line| line.contains(&id.to_string()));
            assert!(named.is_some_and(|line| line.contains(ID)), "{arguments:?}: {id} is not in {said}");
        }
        assert!(said.contains(last), "{said}");
    }
    // What there is came out, under names that do not look whole.
    let rows = |name: &str| std::fs::read_to_string(path(name)).unwrap().lines().count();
    assert_eq!((rows("ballots.jsonl.incomplete"), rows("tables.incomplete/ballots.csv")), (2, 3));
    assert!(!out.path().join("ballots.jsonl").exists() && !out.path().join("tables").exists());
}

/// Any text, with more of the signs that programs stumble over than chance would give.
fn text() -> impl Strategy<Value = Value> {
    let sign = prop_oneof![
        8 => any::<char>(),
        1 => prop::sample::select(vec!['\u{0}', '\u{1}', '\u{1f}', '\u{7f}', '\u{85}', '\u{feff}', '\u{2028}', '\n', '"', '\\']),
    ];
    prop::collection::vec(sign, 0..8).prop_map(|signs| signs.into_iter().collect::<String>().into())
}

fn any_value() -> impl Strategy<Value = Value> {
    let number = prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0..10_000_i32).prop_map(|cents| (f64::from(cents) / 100.0).into()),
    ];
    let leaf = prop_oneof![3 => text(), 3 => number, 1 => any::<bool>().prop_map(Value::from), 1 => Just(Value::Null)];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((text(), inner), 0..4).prop_map(|fields| {
                let name = |name: Value| name.as_str().unwrap_or_default().to_owned();
                Value::from_iter(fields.into_iter().map(|(key, value)| (name(key), value)))
            }),
            (0..80_usize).prop_map(deep),
        ]
    })
}

#[tokio::test]
async fn whatever_import_accepts_export_writes_and_import_takes_again() {
    let served = Served::start().await;
    let mut random = TestRunner::deterministic();
    let texts = ["form", "version", "group", "place", "interviewer"];
    let statuses = prop::sample::select(vec!["valid", "pending", "rejected", "screened_out"]);
    let change = (prop::sample::select(texts.to_vec()), text(), "[a-z]{1,3}", any_value(), statuses, 0..4);
    let (mut accepted, mut refused) = (0, 0);
    for n in 0..200_u128 {
        let (field, text, question, answer, status, kind) = change.new_tree(&mut random).unwrap().current();
        let line = line(|line| {
            line["id"] = Uuid::from_u128(n).to_string().into();
            line["status"] = status.into();
            match kind {
                0 => line[field] = text,
                1 => {
                    line["decision"] =
                        json!({"by": text, "at": "2019-12-01T00:00:00.000001Z", "reason": answer.to_string()})
                }
                _ => line["answers"][question] = answer,
            }
        });
        match imported(&served, &line).await {
            Ok(_) => accepted += 1,
            Err(_) => refused += 1,
        }
    }
    assert!(accepted > 60 && refused > 10, "{accepted} {refused}");
    let text = exported(&served).await;
    assert_eq!(text.lines().count(), accepted);
    let again = Served::start().await;
    let taken = imported(&again, &text).await.unwrap();
    assert_eq!(taken.ballots, accepted);
    assert_eq!(exported(&again).await, text);
    assert_eq!(imported(&served, &text).await.unwrap().known_ballots, accepted);
}
