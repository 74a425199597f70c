//! `parindex export`: `score` on what it wrote gives the server's own table, to the digit.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use server::service::import::{File, Import, import};
use shared::index::ByType;
use shared::wire::{Grant, IndexView, Role};
use tempfile::TempDir;
use uuid::Uuid;

use crate::client::{Client, read};
use crate::process::{Process, parindex};
use crate::sample::{ID, another, path};
use crate::served::Served;

fn right(data: &Path, arguments: &[&str]) -> String {
    let output = parindex(data, arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// Exports all there is of a campaign, and scores that.
fn scored(data: &Path, campaign: &str, out: &TempDir) -> Value {
    let file = |name: &str| out.path().join(name).display().to_string();
    let (ballots, assessments) = (file("ballots.jsonl"), file("assessments.jsonl"));
    let (tables, package) = (file("tables"), file("package"));
    right(
        data,
        &[
            "export",
            "--campaign",
            campaign,
            "--ballots",
            &ballots,
            "--assessments",
            &assessments,
            "--csv",
            &tables,
            "--package",
            &package,
        ],
    );
    let arguments = ["score", &package, "--ballots", &ballots, "--assessments", &assessments, "--json"];
    serde_json::from_str(&right(data, &arguments)).unwrap()
}

async fn index(client: &Client, campaign: &str) -> Value {
    let view: IndexView = read(client.get(&format!("/api/campaigns/{campaign}/index")).await).await;
    serde_json::to_value(ByType(&view.tables)).unwrap()
}

fn corpus(campaign: &str) -> PathBuf {
    path("").parent().unwrap().join(campaign)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_samples_come_out_as_they_came_in_and_give_their_expected_index() {
    for campaign in ["bac-kan-2019", "thai-nguyen-2026"] {
        let (data, out) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let folder = corpus(campaign);
        let file = |name: &str| folder.join(name).display().to_string();
        right(
            data.path(),
            &[
                "import",
                &folder.display().to_string(),
                "--ballots",
                &file("ballots.jsonl"),
                "--assessments",
                &file("assessments.jsonl"),
            ],
        );
        right(data.path(), &["account", "add", "xem", "--role", "viewer"]);
        let given = scored(data.path(), campaign, &out);
        let expected: Value = serde_json::from_slice(&fs::read(file("expected.json")).unwrap()).unwrap();
        assert!(given == expected, "{campaign}");
        let ballots = fs::read_to_string(file("ballots.jsonl")).unwrap().lines().count();
        let rows = |name: &str| {
            let text = fs::read_to_string(out.path().join("tables").join(name)).unwrap();
            shared::sheet::csv::rows(text.trim_start_matches('\u{feff}')).unwrap().len() - 1
        };
        assert_eq!(rows("ballots.csv"), ballots, "{campaign}: one row a ballot");
        assert!(
            rows("codebook.csv") > 100,
            "{campaign}: what each column is about, and what its codes are called"
        );
        let exported = fs::read_to_string(out.path().join("ballots.jsonl")).unwrap();
        assert_eq!(exported.lines().count(), ballots);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn decisions_quarantine_and_a_year_entered_by_hand_come_out_as_the_server_has_them() {
    let served = Served::start().await;
    for (name, grants) in [
        ("staff", vec![Grant::at(Role::Unit, ID, "SNV"), Grant::at(Role::Unit, ID, "STC")]),
        ("tdv01", vec![Grant::within(Role::Appraiser, ID)]),
        ("tdv02", vec![Grant::within(Role::Appraiser, ID)]),
    ] {
        served.holder(name, grants).await;
    }
    let bytes = |name: &str| Some(File::of(name, fs::read(path(name)).unwrap()));
    let campaign = crate::sample::campaign().clone();
    let request = Import {
        package: Some(kept(&served)),
        ballots: bytes("ballots.jsonl"),
        assessments: bytes("assessments.jsonl"),
        ..Import::of(campaign)
    };
    import(&served.site, request).await.unwrap();
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    // Of each fate one: valid, waiting, accepted with a fault, rejected, and a second of an id.
    client.put(&another(1, |_| ())).await;
    client.put(&another(2, |b| _ = b.answers.remove("sex"))).await;
    client.put(&another(3, |b| b.answers["districts"][0]["P7A_1"] = "Z".into())).await;
    client.put(&another(1, |b| _ = b.answers.insert("age".into(), "60_plus".into()))).await;
    for (number, decision) in [(1037, "accept"), (5, "reject"), (1035, "reject"), (1035, "accept")] {
        let review = json!({ "decision": decision, "reason": "=đã gọi lại" });
        let path = format!("/api/campaigns/{ID}/ballots/{number}/reviews");
        read::<Value>(admin.post(&path, &review).await).await;
    }
    // What units and appraisers say by hand, over what the file said; of one leaf two appraisals stand beside each other.
    for (phase, open) in [("self_scoring", true), ("self_scoring", false), ("appraisal", true)] {
        let change = json!({ "phase": phase, "open": open, "reason": "theo kế hoạch" });
        read::<Value>(admin.post(&format!("/api/campaigns/{ID}/phases"), &change).await).await;
    }
    let unit: Value = admin.of_sample("/units/SNV/assessment").await;
    let leaf = &unit["leaves"]
        .as_array()
        .unwrap()
        .iter()
        .find(|leaf| !leaf["appraisals"].as_array().unwrap().is_empty())
        .unwrap();
    let (code, stood) = (leaf["leaf"].as_str().unwrap(), leaf["appraisals"][0]["position"].as_i64().unwrap());
    let entry = leaf["entries"].as_array().unwrap().last().map(|entry| entry["position"].clone());
    for (n, who) in ["tdv01", "tdv02"].into_iter().enumerate() {
        let said = json!({ "round": "first", "points": "0", "excused": false, "reason": "không có tài liệu", "entry": entry });
        let path = format!(
            "/api/campaigns/{ID}/units/SNV/leaves/{code}/appraisals/{}",
            Uuid::from_u128(900 + n as u128)
        );
        let body = json!({ "over": [stood], "said": said });
        let appraiser = served.sign_in(who).await;
        let answer = appraiser.request(reqwest::Method::PUT, &path).json(&body).send().await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
    }
    let expected = index(&admin, ID).await;
    let data = served.stop().await;
    let out = TempDir::new().unwrap();
    assert_eq!(scored(data.path(), ID, &out), expected);
    let output = parindex(
        data.path(),
        &["export", "--campaign", ID, "--assessments", &out.path().join("again.jsonl").display().to_string()],
    );
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("SNV") && said.contains(code) && said.contains("two appraisals"), "{said}");
    let table = fs::read_to_string(out.path().join("tables/ballots.csv")).unwrap();
    assert!(table.contains("'=đã gọi lại") && !table.contains(",=đã"), "a reason cannot run either");
}

/// The sample's package, kept as an import keeps it.
fn kept(served: &Served) -> server::files::Kept {
    let package = server::package::open(&path("")).unwrap();
    server::files::Files::of(served.data()).keep(&package.archive()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_writes_over_nothing_and_asks_for_something_to_write() {
    let (data, out) = (crate::process::folder().await, TempDir::new().unwrap());
    let file = out.path().join("there");
    fs::write(&file, "kept").unwrap();
    let name = file.display().to_string();
    for flag in
        ["--ballots", "--assessments", "--adjustments", "--csv", "--package", "--sav", "--dta", "--xlsx"]
    {
        let output = parindex(data.path(), &["export", "--campaign", ID, flag, &name]);
        assert_eq!(output.status.code(), Some(1), "{flag}");
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "kept");
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 1);
    assert_eq!(parindex(data.path(), &["export", "--campaign", ID]).status.code(), Some(2));
    // Beside a running server.
    let process = Process::start(data.path());
    let lines = out.path().join("lines").display().to_string();
    right(data.path(), &["export", "--campaign", ID, "--ballots", &lines]);
    assert_eq!(fs::read_to_string(&lines).unwrap(), "");
    drop(process);
}
