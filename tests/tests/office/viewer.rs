//! A viewer sees everything and changes nothing.

use reqwest::StatusCode;
use serde_json::json;
use shared::message::{Language, text};
use tests::client::Client;
use tests::demo::{CLOSED, PRACTICE, VIEWER};
use tests::office::Office;

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
