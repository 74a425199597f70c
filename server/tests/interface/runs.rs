//! Runs: those of a store are those of its files, to the byte; made where inputs changed, kept for ever.

use std::path::{Path, PathBuf};

use reqwest::StatusCode;
use serde_json::{Value, json};
use server::store::RunRow;
use shared::ballot::Digest;
use shared::campaign::LineageKind;
use shared::run::{Beside, Run};
use shared::wire::{ActKind, ActPage, Decision, IndexView, Review, Role, RunHead};

use crate::client::{Client, read, refusal};
use crate::process::parindex;
use crate::sample::{ID, TWO_TIERS, ballot, folder, lines};
use crate::served::Served;

/// What all that is computed of each sample is, on every machine: another digest is another rule (`shared::run::RULE`).
const COMPUTED: [&str; 2] = [
    "b254dffe5154b99494a1ec61965ee688f97453a401ed0b942a7c57759b9d515d",
    "1ac462b464646588901b038d73fb9230db299b9f45de9c9f3676be09d23fdefc",
];

fn printed(data: &Path, arguments: &[&str]) -> String {
    let output = parindex(data, arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// What the files of a campaign give.
fn of_files(data: &Path, folder: &Path, how: &str) -> String {
    let file = |name: &str| folder.join(name).display().to_string();
    let (package, ballots, given) = (file(""), file("ballots.jsonl"), file("assessments.jsonl"));
    printed(data, &["run", &package, "--ballots", &ballots, "--assessments", &given, how])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_of_the_store_is_that_of_its_files_to_the_byte_and_gives_the_expected_result() {
    let served = Served::start_whole(&[ID, TWO_TIERS]).await;
    for (id, computed) in [ID, TWO_TIERS].into_iter().zip(COMPUTED) {
        let whole = printed(served.data(), &["run", "--campaign", id, "--whole"]);
        assert!(whole == of_files(served.data(), &folder(id), "--whole"), "{id}: of files it is another");
        let mut folders = vec![folder(id)];
        let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared").join(id);
        if beside.is_dir() {
            folders.push(beside);
        } else {
            eprintln!("SKIPPED: {} is not here", beside.display());
        }
        for folder in folders {
            let expected = std::fs::read_to_string(folder.join("expected.json")).unwrap();
            let of_store = printed(served.data(), &["run", "--campaign", id, "--json"]);
            assert!(of_store == expected, "{id}: not its expected.json");
            assert!(of_files(served.data(), &folder, "--json") == expected, "{}", folder.display());
        }
        let run: Run = serde_json::from_str(&whole).unwrap();
        assert_eq!(run.to_text(), whole);
        let tables = Digest::of(serde_json::to_string(&run.tables).unwrap().as_bytes());
        assert_eq!(tables.to_string(), computed, "{id}");
        let admin = served.sign_in("admin").await;
        let heads: Vec<RunHead> = read(admin.get(&format!("/api/campaigns/{id}/runs")).await).await;
        assert_eq!(heads.iter().map(|head| head.position).collect::<Vec<_>>(), [1], "made once");
        assert_eq!((heads[0].digest, heads[0].outdated), (run.digest(), false));
        let table = printed(served.data(), &["run", "--campaign", id]);
        assert!(table.contains(run.tables[0].units[0].name.get("en")), "{table}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_run_of_two_tiers_shows_the_lines_of_those_that_units_were_made_of() {
    let served = Served::start().await;
    let folder = folder(TWO_TIERS);
    let run: Run = serde_json::from_str(&of_files(served.data(), &folder, "--whole")).unwrap();
    let units = &run.tables[1].units;
    assert_eq!(units.len(), 92);
    // Gia Sàng had the code 05461 and has 05467, which was Cam Giá's.
    let gia_sang = units.iter().find(|unit| unit.result.unit == "X05467").unwrap();
    assert_eq!(gia_sang.past.years.iter().map(|year| year.year).collect::<Vec<_>>(), [2025]);
    assert_eq!(gia_sang.last_year.as_ref().map(|last| last.year), Some(2025));
    let before: Vec<_> = gia_sang.past.before.iter().map(|of| &*of.code).collect();
    assert_eq!(before, ["05461", "05467", "05473", "05914"]);
    let (campaign, _) = server::package::read(&folder).unwrap();
    let campaign = campaign.unwrap();
    for unit in units {
        for of in &unit.past.before {
            let known: Vec<_> = campaign
                .history
                .iter()
                .filter(|row| row.unit == of.code && row.year < of.year)
                .map(|row| (row.year, row.total.to_string()))
                .collect();
            let shown: Vec<_> = of.years.iter().map(|year| (year.year, year.total.clone())).collect();
            assert_eq!(shown, known, "{} {}", unit.result.unit, of.code);
        }
    }
    let of: usize = units.iter().map(|unit| unit.past.before.len()).sum();
    let renamed: Vec<_> = campaign.lineage.iter().filter(|row| row.kind == LineageKind::Rename).collect();
    assert_eq!((of, renamed.len()), (278, 2));
    // The same unit under another name: its years go on.
    for row in renamed {
        let unit = units.iter().find(|unit| unit.result.unit == row.unit).unwrap();
        assert_eq!(unit.past.years.iter().map(|year| year.year).collect::<Vec<_>>(), [2024, 2025]);
    }
}

async fn some(served: &Served) -> Client {
    let admin = served.sign_in("admin").await;
    for line in &lines()[..20] {
        admin.put(&(line.id, ballot(line).seal())).await;
    }
    admin
}

#[tokio::test]
async fn a_run_is_made_where_inputs_changed_and_stays_what_it_was() {
    let served = Served::start().await;
    let admin = some(&served).await;
    let make = || async {
        read::<RunHead>(admin.post(&format!("/api/campaigns/{ID}/runs"), &json!({})).await).await
    };
    let first = make().await;
    assert_eq!((first.position, make().await.position), (1, 1), "nothing changed");
    let text = |position: i64| {
        let admin = &admin;
        async move { admin.get(&format!("/api/campaigns/{ID}/runs/{position}")).await.text().await.unwrap() }
    };
    let before = text(1).await;
    let review = Review { decision: Decision::Reject, reason: "thử".into(), seen: None };
    assert!(
        admin.post(&format!("/api/campaigns/{ID}/ballots/1/reviews"), &review).await.status().is_success()
    );
    let heads: Vec<RunHead> = admin.of_sample("/runs").await;
    assert!(heads[0].outdated);
    let second = make().await;
    assert_eq!(second.position, 2);
    assert_ne!(second.digest, first.digest);
    assert_eq!(text(1).await, before, "what was made stays");
    // Taken back, the decision is another: both are in the inputs.
    let run: Run = serde_json::from_str(&text(2).await).unwrap();
    assert_eq!((run.inputs.ballots_given, run.digest()), (20, second.digest));
    let index: IndexView = admin.of_sample("/index").await;
    let tables: Value = serde_json::to_value(&index.tables[0].units).unwrap();
    let of_run: Vec<_> = run.tables[0].units.iter().map(|unit| &unit.result).collect();
    assert_eq!(serde_json::to_value(of_run).unwrap(), tables);
    let acts: ActPage = read(admin.get("/api/acts").await).await;
    let made: Vec<_> = acts.acts.iter().filter(|act| act.kind == ActKind::RunMade).collect();
    assert_eq!(made.iter().map(|act| &*act.subject).collect::<Vec<_>>(), ["2", "1"]);
    let data = served.stop().await;
    let whole = printed(data.path(), &["run", "--campaign", ID, "--whole"]);
    assert_eq!(whole, run.to_text(), "the newest is printed as it was kept");
}

#[tokio::test]
async fn a_run_of_another_program_or_rule_is_made_again_and_stays_beside() {
    let served = Served::start().await;
    let admin = some(&served).await;
    let runs = format!("/api/campaigns/{ID}/runs");
    let first: RunHead = read(admin.post(&runs, &json!({})).await).await;
    let (of_now, mut position) =
        (admin.get(&format!("{runs}/1")).await.text().await.unwrap(), first.position);
    for other in ["program", "rule"] {
        let mut older: Run = serde_json::from_str(&of_now).unwrap();
        match other {
            "program" => older.program = "0.0.1".to_owned(),
            _ => older.rule = "0".to_owned(),
        }
        // Of the same inputs to the last ballot.
        let keep = older.clone();
        served
            .site
            .store
            .write(move |store| {
                let last = store.runs(ID)?.pop().unwrap();
                store.put_run(ID, &RunRow { digest: keep.digest(), ..last }, &keep.to_text())
            })
            .await
            .unwrap();
        let heads: Vec<RunHead> = admin.of_sample("/runs").await;
        assert!(heads[0].outdated, "{other}: {heads:?}");
        let made: RunHead = read(admin.post(&runs, &json!({})).await).await;
        position += 2;
        assert_eq!((made.position, made.digest, made.outdated), (position, first.digest, false), "{other}");
        let kept = admin.get(&format!("{runs}/{}", position - 1)).await.text().await.unwrap();
        assert_eq!(kept, older.to_text(), "{other}: what was made stays");
    }
    let again: RunHead = read(admin.post(&runs, &json!({})).await).await;
    assert_eq!(again.position, position, "nothing changed");
}

#[tokio::test]
async fn the_office_sees_runs_and_supposes_and_nobody_else_does() {
    let served = Served::start().await;
    let admin = some(&served).await;
    served.account("tdv01", Role::Appraiser, &[]).await;
    let [viewer, other, stranger] =
        [served.sign_in("viewer").await, served.sign_in("tdv01").await, served.sign_in("dtv01").await];
    let runs = format!("/api/campaigns/{ID}/runs");
    let what_if = format!("/api/campaigns/{ID}/what-if");
    assert_eq!(viewer.post(&runs, &json!({})).await.status(), StatusCode::OK);
    assert_eq!(viewer.get(&format!("{runs}/1")).await.status(), StatusCode::OK);
    for client in [&other, &stranger] {
        for answer in [
            client.get(&runs).await,
            client.get(&format!("{runs}/1")).await,
            client.post(&runs, &json!({})).await,
            client.post(&what_if, &json!({})).await,
        ] {
            assert_eq!(answer.status(), StatusCode::FORBIDDEN);
        }
    }
    assert_eq!(refusal(admin.get(&format!("{runs}/7")).await).await, (404, "run.absent".to_owned()));
    let wrong = admin.post(&what_if, &json!({"weights": {"G99": "1"}})).await;
    assert_eq!(refusal(wrong).await, (400, "what_if.group".to_owned()));
    let change = json!({"combine": "pooled", "min_answers": 3, "weights": {"G1": "2.5"}});
    let beside: Vec<Beside> = read(viewer.post(&what_if, &change).await).await;
    let index: IndexView = admin.of_sample("/index").await;
    for (beside, table) in beside.iter().zip(&index.tables) {
        for (unit, result) in beside.units.iter().zip(&table.units) {
            assert_eq!((&unit.unit, &unit.is.total), (&result.unit, &result.total));
        }
    }
    let heads: Vec<RunHead> = admin.of_sample("/runs").await;
    assert_eq!(heads.len(), 1, "what is supposed is kept nowhere");
}
