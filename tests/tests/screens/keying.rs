//! The clerk's screens in all sizes: batches, a number, a question, units that are judged, what is doubted, a spoiled paper, two entries.

use std::time::Duration;

use serde_json::{Value, json};
use shared::wire::CampaignSummary;
use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{COMMUNE, DISTRICT, PRACTICE};
use tests::hand::sign_in;
use tests::keyboard;
use tests::served::Served;
use uuid::Uuid;

use crate::tour::{look, seen};

const PASSWORD: &str = "mot-mat-khau-dai";
const SOON: Duration = Duration::from_secs(30);

async fn done(admin: &Client, path: &str, body: Value) -> anyhow::Result<()> {
    let (status, text) = admin.post(path, &body).await?;
    anyhow::ensure!(status.is_success(), "{text}");
    Ok(())
}

/// Looks at what is there, in both languages.
async fn in_both(browser: &Browser, name: &str) -> anyhow::Result<Vec<String>> {
    let mut faults = Vec::new();
    for language in ["en", "vi"] {
        browser.press(&format!("[data-language={language}]")).await?;
        let shown = format!("document.documentElement.lang === '{language}'");
        browser.wait_until(&shown, SOON).await?;
        faults.extend(seen(browser, name, language).await?);
    }
    browser.set_dark(false).await?;
    browser.driver().execute("document.querySelector('#key').focus()", vec![]).await?;
    Ok(faults)
}

async fn wait_for_mode(browser: &Browser, mode: &str) -> anyhow::Result<()> {
    Ok(browser.wait_until(&format!("document.querySelector('#key-bar[data-mode={mode}]')"), SOON).await?)
}

#[tokio::test]
async fn a_clerks_screens_have_nothing_serious() -> anyhow::Result<()> {
    let served = Served::start();
    let admin = Client::sign_in(&served, "admin").await?;
    for username in ["nhap1", "nhap2", "nhap3"] {
        let give = json!([{ "role": "clerk", "campaign": PRACTICE }]);
        let account =
            json!({ "username": username, "name": "Nông Thị Hạnh", "password": PASSWORD, "give": give });
        done(&admin, "/api/accounts", account).await?;
    }
    let campaigns: Vec<CampaignSummary> = serde_json::from_value(admin.get("/api/campaigns").await?)?;
    let practice = campaigns.iter().find(|campaign| campaign.id == PRACTICE).expect("it is there");
    let paper = |rest: &str| format!("/api/campaigns/{PRACTICE}/paper{rest}");
    for (batch, form, place) in [(1, "P7", COMMUNE), (2, "P4", DISTRICT), (3, "P7", COMMUNE)] {
        let what = json!({ "form": form, "place": place, "issued": 40, "twice": 100 });
        done(&admin, &paper(""), what).await?;
        let back = json!({ "returned": 38, "day": practice.survey_opens });
        if batch < 3 {
            done(&admin, &paper(&format!("/{batch}/returns")), back).await?;
        }
    }
    for (username, id, answer) in [("nhap2", 1, "m"), ("nhap3", 2, "f")] {
        let clerk = Client::sign_in_with(&served, username, PASSWORD).await?;
        let path = paper(&format!("/1/5/entries/{}", Uuid::from_u128(id)));
        let entry = json!({ "answers": [{ "path": "/sex", "answer": answer }], "as_it_is": true });
        let (status, text) = clerk.put(&path, &entry).await?;
        anyhow::ensure!(status.is_success(), "{text}");
    }
    let browser = Browser::open().await?;
    browser.goto(served.url()).await?;
    sign_in(&browser, "nhap1", PASSWORD).await?;
    browser.find("[data-keying]").await?;
    let at = |rest: &str| format!("/paper/{PRACTICE}{rest}");
    let stops = [
        ("keying-home", "/".into(), "[data-keying]"),
        ("keying-batches", at(""), "[data-table=batches]"),
        ("keying-not-back", at("/3"), "[data-mode=number]"),
        ("keying-number", at("/1"), "[data-mode=number]"),
    ];
    let mut faults = look(&browser, &served, &stops).await?;
    browser.goto(format!("{}{}", served.url(), at("/1"))).await?;
    wait_for_mode(&browser, "number").await?;
    keyboard::wait_on(&browser, "#key").await?;
    keyboard::key(&browser, "1\u{e007}").await?;
    wait_for_mode(&browser, "field").await?;
    faults.extend(in_both(&browser, "keying-question").await?);
    // Nothing on the paper, to the end.
    for _ in 0..200 {
        if keyboard::ask(&browser, "document.querySelector('#key-bar').dataset.mode").await? != "field" {
            break;
        }
        keyboard::key(&browser, "-").await?;
        keyboard::key(&browser, "\u{e007}").await?;
    }
    wait_for_mode(&browser, "number").await?;
    keyboard::key(&browser, "\u{e013}").await?;
    wait_for_mode(&browser, "end").await?;
    faults.extend(in_both(&browser, "keying-end").await?);
    keyboard::key(&browser, "/").await?;
    wait_for_mode(&browser, "spoil").await?;
    faults.extend(in_both(&browser, "keying-spoiled").await?);
    keyboard::key(&browser, "1").await?;
    wait_for_mode(&browser, "number").await?;
    keyboard::key(&browser, "5\u{e007}").await?;
    wait_for_mode(&browser, "choose").await?;
    faults.extend(in_both(&browser, "keying-choose").await?);
    browser.goto(format!("{}{}", served.url(), at("/2"))).await?;
    wait_for_mode(&browser, "number").await?;
    keyboard::wait_on(&browser, "#key").await?;
    keyboard::key(&browser, "\u{e007}").await?;
    wait_for_mode(&browser, "field").await?;
    keyboard::key(&browser, format!("111-\u{e007}{}", "1".repeat(40))).await?;
    faults.extend(in_both(&browser, "keying-units").await?);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    browser.close_all().await
}
