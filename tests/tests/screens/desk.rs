//! A unit's desk in all sizes: its year, its leaves, a leaf by steps and one by a share, before and after something was entered.

use serde_json::{Value, json};
use shared::campaign::{Criterion, Method, Rule};
use shared::wire::UnitRecord;
use tests::browser::Browser;
use tests::client::Client;
use tests::demo::PRACTICE;
use tests::hand::sign_in;
use tests::served::Served;

use crate::tour::look;

const PASSWORD: &str = "mot-mat-khau-dai";

/// Posts as an admin; fails unless it is done.
async fn done(admin: &Client, path: &str, body: Value) -> anyhow::Result<()> {
    let (status, text) = admin.post(path, &body).await?;
    anyhow::ensure!(status.is_success(), "{text}");
    Ok(())
}

#[tokio::test]
async fn a_units_screens_have_nothing_serious() -> anyhow::Result<()> {
    let served = Served::start();
    let admin = Client::sign_in(&served, "admin").await?;
    for (username, role) in [("cb", "unit"), ("ld", "head")] {
        let give = json!([{ "role": role, "campaign": PRACTICE, "place": "SNV" }]);
        let account =
            json!({ "username": username, "name": "Nông Thị Hạnh", "password": PASSWORD, "give": give });
        done(&admin, "/api/accounts", account).await?;
    }
    let phases = format!("/api/campaigns/{PRACTICE}/phases");
    done(&admin, &phases, json!({ "phase": "self_scoring", "open": true, "reason": "theo kế hoạch" }))
        .await?;
    let path = format!("/api/campaigns/{PRACTICE}/units/SNV/assessment");
    let record: UnitRecord = serde_json::from_value(admin.get(&path).await?)?;
    let by = |rule: Rule| -> Vec<&Criterion> {
        let fits = |node: &&Criterion| node.leaf.as_ref().is_some_and(|leaf| leaf.rule == Some(rule));
        record.criteria.iter().filter(fits).collect()
    };
    let (steps, shares) = (by(Rule::Steps), by(Rule::Ratio));
    let survey =
        record.criteria.iter().find(|node| node.leaf.as_ref().is_some_and(|it| it.method == Method::Survey));
    let survey = survey.expect("some come from the survey");

    // The unit gave a file; one leaf names it.
    let bytes = tests::paper::pdf(1, 400_000);
    let digest = shared::ballot::Digest::of(&bytes);
    let name =
        "K%E1%BA%BF%20ho%E1%BA%A1ch%20c%E1%BA%A3i%20c%C3%A1ch%20h%C3%A0nh%20ch%C3%ADnh%20n%C4%83m%202019.pdf";
    let path = format!(
        "/api/campaigns/{PRACTICE}/units/SNV/files/{digest}/upload?from=0&bytes={}&name={name}",
        bytes.len()
    );
    let staff = Client::sign_in_with(&served, "cb", PASSWORD).await?;
    let (status, text) = staff.put_bytes(&path, bytes).await?;
    anyhow::ensure!(status.is_success(), "{text}");

    // One leaf is done, two people stand beside each other on another.
    let note = "Đã ban hành kế hoạch trong tháng 01, thực hiện đủ 12 trên 12 nhiệm vụ được giao trong năm.";
    let said = |note: &str| json!({ "note": note, "self": steps[0].leaf.as_ref().map(|it| &it.max_points), "evidence": [{ "number": "12/KH-SNV", "date": "2019-01-05", "name": "Kế hoạch cải cách hành chính năm 2019", "pages": "tr. 2-4" }, { "file": digest, "name": "Kế hoạch.pdf", "pages": "mục II" }] });
    for (nth, (username, leaf, note)) in [
        ("cb", &steps[0].code, note),
        ("cb", &steps[1].code, "Theo báo cáo quý IV."),
        ("ld", &steps[1].code, "Theo biên bản."),
    ]
    .into_iter()
    .enumerate()
    {
        let client = Client::sign_in_with(&served, username, PASSWORD).await?;
        let mut said = said(note);
        if *leaf == steps[1].code {
            said["self"] = json!("0");
        }
        let path = format!(
            "/api/campaigns/{PRACTICE}/units/SNV/leaves/{leaf}/entries/0190f0a0-0000-7000-8000-00000000000{nth}"
        );
        let (status, text) = client.put(&path, &json!({ "said": said })).await?;
        anyhow::ensure!(status.is_success(), "{text}");
    }
    let browser = Browser::open().await?;
    browser.goto(served.url()).await?;
    sign_in(&browser, "cb", PASSWORD).await?;
    browser.find("[data-stage]").await?;
    let at = |rest: String| format!("/unit/{PRACTICE}/SNV{rest}");
    let leaf = |node: &Criterion| at(format!("/leaves/{}", node.code));
    let stops = [
        ("desk-year", at(String::new()), "[data-total]"),
        ("desk-leaves", at("/leaves".into()), "[data-leaf]"),
        ("desk-leaf", leaf(steps[0]), "[data-kept=sent]"),
        ("desk-beside", leaf(steps[1]), "[data-beside]"),
        ("desk-share", leaf(shares[0]), "#done"),
        ("desk-survey", leaf(survey), ".leaf-asked"),
    ];
    let mut faults = look(&browser, &served, &stops).await?;
    done(&admin, &phases, json!({ "phase": "self_scoring", "open": false, "reason": "hết hạn" })).await?;
    let lapsed = [
        ("desk-lapsed", at(String::new()), "[data-stage=lapsed]"),
        ("desk-barred", leaf(steps[0]), "[data-barred]"),
    ];
    faults.extend(look(&browser, &served, &lapsed).await?);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    browser.close_all().await
}
