//! Bonus and penalty points that appraisers give: as those of a package, never changed, and carried by files.

use std::path::Path;

use reqwest::Method;
use serde_json::{Value, json};
use server::service::import::{File, Import, import};
use shared::assessment::AdjustmentFile;
use shared::campaign::{Adjustment, AdjustmentKind, Campaign};
use shared::index::ByType;
use shared::points::Points;
use shared::problem::Diagnostic;
use shared::run::Run;
use shared::wire::{Fact, IndexTable, IndexView, Phase, UnitRecord};
use tempfile::TempDir;
use uuid::Uuid;

use crate::acts::acts;
use crate::client::{Client, read, refusal};
use crate::process::parindex;
use crate::sample::{self, ID};
use crate::served::Served;
use crate::year::{UNIT, Year, another, record};

async fn put(client: &Client, id: Uuid, body: &Value) -> reqwest::Response {
    let path = format!("/api/campaigns/{ID}/units/{UNIT}/adjustments/{id}");
    client.request(Method::PUT, &path).json(body).send().await.unwrap()
}

fn given(kind: &str, points: &str, reason: &str) -> Value {
    json!({ "kind": kind, "points": points, "reason": reason, "evidence": "Quyết định số 12/QĐ-UBND ngày 5/1/2019" })
}

/// The whole sample, of a package that says this.
async fn load(served: &Served, campaign: Campaign) {
    let file = |name: &str| Some(File::of(name, std::fs::read(sample::path(name)).unwrap()));
    let (ballots, assessments) = (file("ballots.jsonl"), file("assessments.jsonl"));
    import(&served.site, Import { ballots, assessments, ..Import::of(campaign) }).await.unwrap();
}

async fn index(admin: &Client) -> Vec<IndexTable> {
    admin.of_sample::<IndexView>("/index").await.tables
}

#[tokio::test(flavor = "multi_thread")]
async fn points_of_an_appraiser_count_as_those_of_a_package_until_they_are_taken_back() {
    let year = Year::begin(&[UNIT]).await;
    load(&year.served, sample::campaign().clone()).await;
    let without = index(&year.admin).await;
    let [one, _, own] = &year.appraisers[..] else { panic!() };
    let bonus = given("bonus", "0.5", "sáng kiến cấp tỉnh");
    assert_eq!(
        refusal(put(one, another(), &bonus).await).await,
        (409, "assessments.appraisal_closed".into())
    );
    year.phase(Phase::SelfScoring, true).await;
    year.phase(Phase::SelfScoring, false).await;
    year.phase(Phase::Appraisal, true).await;
    let staff = put(&year.staff, another(), &bonus).await;
    assert_eq!(staff.status(), 403);
    assert_eq!(refusal(put(own, another(), &bonus).await).await, (403, "assessments.own_unit".into()));
    for (field, value, code) in [
        ("points", json!("-0.5"), "assessments.adjusted_none"),
        ("reason", json!(" "), "assessments.text_blank"),
        ("evidence", json!(""), "assessments.adjusted_unproved"),
        ("points", json!("0.005"), "assessments.adjusted_places"),
        ("points", json!("100.5"), "assessments.adjusted_many"),
    ] {
        let mut body = bonus.clone();
        body[field] = value;
        assert_eq!(refusal(put(one, another(), &body).await).await, (400, code.to_owned()));
    }
    assert_eq!(index(&year.admin).await, without, "nothing of that counts");

    let id = another();
    for _ in 0..2 {
        let after: UnitRecord = read(put(one, id, &bonus).await).await;
        assert_eq!(after.adjustments.len(), 1, "sent again it is the same");
    }
    let other = put(one, id, &given("bonus", "5", "khác")).await;
    assert_eq!(refusal(other).await, (409, "assessments.id_taken".into()));
    let penalty = given("penalty", "0.25", "chậm báo cáo");
    let after: UnitRecord = read(put(one, another(), &penalty).await).await;
    assert_eq!(after.adjustments.iter().map(|row| row.position).collect::<Vec<_>>(), [1, 2]);

    // A package that has the same rows gives the same numbers.
    let row = |kind, points: &str, reason: &str| Adjustment {
        unit: UNIT.to_owned(),
        kind,
        points: Points::parse(points).unwrap(),
        reason: reason.to_owned(),
    };
    let served = Served::start().await;
    let rows = vec![
        row(AdjustmentKind::Bonus, "0.5", "sáng kiến cấp tỉnh"),
        row(AdjustmentKind::Penalty, "0.25", "chậm báo cáo"),
    ];
    load(&served, Campaign { adjustments: rows, ..sample::campaign().clone() }).await;
    let packaged = served.sign_in("admin").await;
    let adjusted = index(&year.admin).await;
    assert_eq!(adjusted, index(&packaged).await);
    assert_ne!(adjusted, without);

    // The minutes say it; the unit's people see it once explanation has opened.
    let page = year.admin.get(&format!("/api/campaigns/{ID}/minutes.html")).await.text().await.unwrap();
    assert!(page.contains("sáng kiến cấp tỉnh") && page.contains("chậm báo cáo"));
    assert_eq!(record(&year.staff, UNIT).await.adjustments, []);
    year.phase(Phase::Explanation, true).await;
    assert_eq!(record(&year.staff, UNIT).await.adjustments.len(), 2);

    // Taken back it counts no more, and stays to be read; the log tells of both.
    let mut back = bonus.clone();
    back["takes_back"] = json!(1);
    back["reason"] = json!("văn bản không phải của năm nay");
    back["points"] = json!("5");
    assert_eq!(refusal(put(one, another(), &back).await).await, (409, "assessments.adjusted_gone".into()));
    back["points"] = json!("0.5");
    let after: UnitRecord = read(put(one, another(), &back).await).await;
    assert_eq!(after.adjustments.len(), 3);
    assert_eq!(refusal(put(one, another(), &back).await).await, (409, "assessments.adjusted_gone".into()));
    back["takes_back"] = json!(2);
    back["kind"] = json!("penalty");
    back["points"] = json!("0.25");
    read::<UnitRecord>(put(one, another(), &back).await).await;
    assert_eq!(index(&year.admin).await, without);
    let told = acts(&year.admin, "kind=adjusted").await;
    let points = |n: usize| (told[n].before.get(&Fact::Points), told[n].after.get(&Fact::Points));
    assert_eq!((told.len(), &*told[3].subject), (4, UNIT));
    assert_eq!(points(3), (None, Some(&"+0.5".to_owned())));
    assert_eq!(points(0), (Some(&"-0.25".to_owned()), None));
}

fn printed(data: &Path, arguments: &[&str]) -> (String, String) {
    let output = parindex(data, arguments);
    let [out, said] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    assert!(output.status.success(), "{arguments:?}: {said}");
    (out, said)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_exported_gives_the_table_and_the_run_of_the_server_to_the_byte() {
    let year = Year::begin(&[UNIT]).await;
    load(&year.served, sample::campaign().clone()).await;
    let without = index(&year.admin).await;
    year.phase(Phase::SelfScoring, true).await;
    year.phase(Phase::SelfScoring, false).await;
    year.phase(Phase::Appraisal, true).await;
    let one = &year.appraisers[0];
    let mut back = given("bonus", "5", "nhầm đơn vị");
    for (said, reason) in [("bonus", "sáng kiến"), ("penalty", "chậm báo cáo")] {
        read::<UnitRecord>(put(one, another(), &given(said, "0.5", reason)).await).await;
        read::<UnitRecord>(put(one, another(), &given(said, "0.1", reason)).await).await;
    }
    read::<UnitRecord>(put(one, another(), &given("penalty", "0.75", "chậm lần hai")).await).await;
    let id = another();
    read::<UnitRecord>(put(one, id, &back).await).await;
    back["takes_back"] = json!(6);
    read::<UnitRecord>(put(one, another(), &back).await).await;
    let table = index(&year.admin).await;
    assert_ne!(table, without);

    let (data, out) = (year.served.data(), TempDir::new().unwrap());
    let file = |name: &str| out.path().join(name).display().to_string();
    let [ballots, assessed, adjusted, other] =
        ["ballots.jsonl", "assessments.jsonl", "adjustments.jsonl", "other.jsonl"].map(file);
    let files = ["--ballots", &ballots, "--assessments", &assessed, "--adjustments", &adjusted];
    printed(data, &[&["export", "--campaign", ID], &files[..]].concat());
    assert_eq!(std::fs::read_to_string(&adjusted).unwrap().lines().count(), 5, "what stands");
    // Who leaves them out is told so.
    let (_, warned) = printed(data, &["export", "--campaign", ID, "--assessments", &other]);
    assert!(warned.contains("--adjustments"), "{warned}");

    let package = sample::path("").display().to_string();
    let (scored, _) = printed(data, &[&["score", &*package], &files[..], &["--json"]].concat());
    assert_eq!(scored, ByType(&table).to_text());
    let (of_store, _) = printed(data, &["run", "--campaign", ID, "--whole"]);
    let (of_files, _) = printed(data, &[&["run", &*package], &files[..], &["--whole"]].concat());
    assert!(of_store == of_files, "of files it is another run");
    let run: Run = serde_json::from_str(&of_store).unwrap();
    assert!(run.inputs.adjustments.is_some());
    let (bare, _) = printed(data, &[&["run", &*package], &files[..4], &["--whole"]].concat());
    let bare: Run = serde_json::from_str(&bare).unwrap();
    assert_eq!((bare.inputs.adjustments, bare.inputs.package), (None, run.inputs.package));

    // Into another store, twice: the same run there, nothing twice; what was taken back there stays so.
    let copy = TempDir::new().unwrap();
    for _ in 0..2 {
        printed(copy.path(), &[&["import", &*package], &files[..]].concat());
        let (there, _) = printed(copy.path(), &["run", "--campaign", ID, "--whole"]);
        assert!(there == of_store, "in another store it is another run");
    }
    let text = std::fs::read_to_string(&adjusted).unwrap();
    let first: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    let changed = text.replacen("\"0.5\"", "\"0.6\"", 1);
    std::fs::write(&other, changed).unwrap();
    let refused = parindex(copy.path(), &["import", &package, "--adjustments", &other]);
    let said = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(1), "{said}");
    assert!(said.contains(first["id"].as_str().unwrap()) && said.contains("other.jsonl"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn points_that_another_package_took_count_by_all_roads_and_are_named() {
    let year = Year::begin(&[UNIT]).await;
    load(&year.served, sample::campaign().clone()).await;
    year.phase(Phase::SelfScoring, true).await;
    year.phase(Phase::SelfScoring, false).await;
    year.phase(Phase::Appraisal, true).await;
    let one = &year.appraisers[0];
    let given_before = index(&year.admin).await;
    for points in ["0.25", "99.7"] {
        read::<UnitRecord>(put(one, another(), &given("bonus", points, "sáng kiến")).await).await;
    }
    // Now points have one decimal, and a leaf gives half of what it gave.
    let mut changed = sample::campaign().clone();
    changed.settings.decimals = 1;
    let unit_type = changed.unit(UNIT).unwrap().unit_type.clone();
    let own = changed.criteria.iter_mut().filter(|node| node.unit_type == unit_type);
    let leaf = own
        .filter_map(|node| node.leaf.as_mut())
        .find(|leaf| leaf.method == shared::campaign::Method::SelfScored);
    let leaf = leaf.unwrap();
    leaf.max_points = &leaf.max_points / &Points::whole(2);
    let codes = |doubts: &[Diagnostic]| {
        let own = doubts.iter().filter(|it| it.problem.code.starts_with("import.adjusted"));
        own.map(|it| it.problem.code.clone()).collect::<Vec<_>>()
    };
    let named = ["import.adjusted_places", "import.adjusted_many"];
    let imported = import(&year.served.site, Import::of(changed.clone())).await.unwrap();
    assert_eq!(codes(&imported.doubts), named);
    let table = index(&year.admin).await;
    assert_ne!(table, given_before);

    let out = TempDir::new().unwrap();
    let path = |name: &str| out.path().join(name).display().to_string();
    let [ballots, assessed, adjusted] = ["ballots.jsonl", "assessments.jsonl", "adjustments.jsonl"].map(path);
    let data = year.served.data();
    printed(
        data,
        &[
            "export",
            "--campaign",
            ID,
            "--ballots",
            &ballots,
            "--assessments",
            &assessed,
            "--adjustments",
            &adjusted,
        ],
    );
    let text = |path: &str| std::fs::read(path).unwrap();
    let fresh = Served::start().await;
    let file = |path: &str| Some(File::of("x.jsonl", text(path)));
    let request = Import {
        ballots: file(&ballots),
        assessments: file(&assessed),
        adjustments: file(&adjusted),
        ..Import::of(changed.clone())
    };
    let imported = import(&fresh.site, request).await.unwrap();
    assert_eq!(codes(&imported.doubts), named, "by the file");
    assert_eq!(index(&fresh.sign_in("admin").await).await, table);
    let mut lines = AdjustmentFile::begin(&changed, "adjustments.jsonl");
    String::from_utf8(text(&adjusted)).unwrap().lines().for_each(|line| lines.line(line.as_bytes()));
    let (lines, doubts) = lines.end();
    assert_eq!((lines.len(), codes(&doubts)), (2, named.map(str::to_owned).to_vec()));
    assert!(doubts.iter().all(|it| !it.is_fault()), "score takes them, too");
}
