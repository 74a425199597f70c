//! A viewer sees everything and changes nothing.

use reqwest::StatusCode;
use serde_json::json;
use shared::message::{Language, text};
use shared::wire::{AccountChange, Grant, Role};
use tests::client::Client;
use tests::demo::{CLOSED, PRACTICE, VIEWER};
use tests::office::{Office, SOON};

/// Whatever changes something in the office.
const ACTS: &str = "[data-do=accept],[data-do=reject],[data-do=reopen],[data-do=campaign-menu],[data-do=new-account],\
    a[href^='/admin']";

#[tokio::test]
async fn a_viewer_sees_everything_and_is_offered_no_act() -> anyhow::Result<()> {
    let mut office = Office::open(VIEWER).await?;
    office.send_doubtful().await?;
    let viewer = Client::sign_in(&office.served, VIEWER).await?;
    let page = viewer.get(&format!("/api/campaigns/{PRACTICE}/ballots")).await?;
    let key = page["ballots"][0]["key"].as_i64().expect("a ballot");
    for (path, ready) in [
        (format!("/office/{PRACTICE}"), "[data-total]"),
        (format!("/office/{PRACTICE}/ballots"), "tr[data-key]"),
        (format!("/office/{PRACTICE}/ballots/{key}"), "#history-title"),
        (format!("/office/{CLOSED}/survey"), "[data-table=survey] tr[data-unit]"),
        (format!("/office/{CLOSED}/index"), "[data-table=index] tr[data-unit]"),
    ] {
        office.goto(&path).await?;
        office.browser.find(ready).await?;
        let offered = office.ask(&format!("document.querySelectorAll(\"{ACTS}\").length")).await?;
        assert_eq!(offered, "0", "{path}");
    }
    // Nothing to do there for an account of the office: it is not told to connect while it is connected.
    office.goto(&format!("/c/{PRACTICE}")).await?;
    office.wait_for("[data-refused=not-assigned]", true).await?;
    office.goto("/admin/accounts").await?;
    office.wait_for("main .notice", true).await?;
    assert!(office.text("main .notice").await?.contains(&text(Language::Vi, "admin.not-yours", &[])));

    // What is not offered is refused, too.
    let campaign = format!("/api/campaigns/{PRACTICE}");
    let review = json!({ "decision": "accept", "reason": "thử" });
    let account = json!({ "username": "moi", "name": "Mới", "give": [{ "role": "admin" }], "password": "mật khẩu thử" });
    for (path, body) in [
        (format!("{campaign}/ballots/{key}/reviews"), review),
        (format!("{campaign}/closing"), json!({ "closed": true, "reason": "thử" })),
        ("/api/accounts".to_owned(), account),
    ] {
        assert_eq!(viewer.post(&path, &body).await?.0, StatusCode::FORBIDDEN, "{path}");
    }
    for path in ["/api/accounts", "/api/unknown-campaigns"] {
        assert_eq!(viewer.status(path).await?, StatusCode::FORBIDDEN, "{path}");
    }
    office.browser.close_all().await
}

#[tokio::test]
async fn a_role_that_is_taken_takes_the_figures_out_of_sight() -> anyhow::Result<()> {
    let office = Office::open(VIEWER).await?;
    office.goto(&format!("/office/{CLOSED}/index")).await?;
    office.browser.find("[data-table=index] tr[data-unit]").await?;
    office.ask("window.neverReloaded = true").await?;
    let admin = Client::sign_in(&office.served, "admin").await?;
    let take = vec![Grant::of(Role::Viewer)];
    admin.change_account(VIEWER, &AccountChange { take, ..AccountChange::default() }).await?;
    office.wait_for("[data-table=index]", false).await?;
    let words = text(Language::Vi, "office.not-yours-text", &[]);
    office.browser.wait_until(&format!("document.body.innerText.includes('{words}')"), SOON).await?;
    office.wait_for("[data-live=no]", false).await?;
    assert_eq!(office.ask("window.neverReloaded").await?, "true");
    // Campaigns there are; the account has no part in them.
    office.goto("/").await?;
    office.wait_for("[data-state=no-role]", true).await?;
    office.browser.close_all().await
}
