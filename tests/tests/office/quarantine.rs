//! A ballot in quarantine: why it is there, deciding about it, what that changes, who decided.

use serde_json::{Value, json};
use shared::message::{Language, text};
use shared::wire::Status;
use tests::client::Client;
use tests::demo::{INTERVIEWER, PRACTICE};
use tests::office::Office;

async fn survey(admin: &Client) -> anyhow::Result<Value> {
    Ok(admin.get(&format!("/api/campaigns/{PRACTICE}/survey")).await?["tables"].take())
}

/// The key of the newest ballot.
async fn newest(admin: &Client) -> anyhow::Result<i64> {
    let page = admin.get(&format!("/api/campaigns/{PRACTICE}/ballots")).await?;
    Ok(page["ballots"][0]["key"].as_i64().expect("a ballot"))
}

async fn decide(office: &Office, decision: &str, reason: &str) -> anyhow::Result<()> {
    office.browser.type_into("#reason", reason).await?;
    office.browser.press(&format!("[data-do={decision}]")).await?;
    office.wait_for(&format!("[data-decided={decision}]"), true).await
}

#[tokio::test]
async fn a_decision_changes_the_numbers_is_taken_back_and_stays_in_the_history() -> anyhow::Result<()> {
    let mut office = Office::open("admin").await?;
    let admin = Client::sign_in(&office.served, "admin").await?;
    let before = survey(&admin).await?;
    office.send_doubtful().await?;
    let key = newest(&admin).await?;

    // It opens from the list, with its reason.
    office.goto_practice("/ballots").await?;
    assert!(office.text(&format!("tr[data-key='{key}'] .reasons")).await?.contains(INTERVIEWER));
    office.browser.press(&format!("tr[data-key='{key}'] a")).await?;
    assert!(office.text(".reason-list li").await?.contains(INTERVIEWER));

    // No decision without a reason, and the screen says so.
    office.browser.press("[data-do=accept]").await?;
    let blank = text(Language::Vi, "problem.review.reason_blank", &[]);
    assert_eq!(office.text("#reason-error").await?, blank);
    assert!(office.is_on("#reason").await?, "the keyboard is where the reason is asked for");
    assert_eq!(office.detail(&admin, key).await?.row.status, Status::Pending);

    decide(&office, "accept", "đã gọi xác minh").await?;
    assert_eq!(office.detail(&admin, key).await?.row.status, Status::Valid);
    let accepted = survey(&admin).await?;
    assert_ne!(accepted, before, "its answers count");
    decide(&office, "reopen", "xác minh lại").await?;
    assert!(office.is_on("[data-decided=reopen]").await?, "also after a second decision on the same screen");
    assert_eq!(survey(&admin).await?, before, "its answers count no longer");
    decide(&office, "reject", "phiếu thử").await?;
    assert_eq!(survey(&admin).await?, before);

    // The last decision first: what, why, who, when.
    office.wait_for("ol.history li:nth-child(3)", true).await?;
    let history = office.text("ol.history").await?;
    let places: Vec<_> =
        ["phiếu thử", "xác minh lại", "đã gọi xác minh"].iter().map(|why| history.find(why)).collect();
    assert!(places.is_sorted() && places[0].is_some(), "{history}");
    assert_eq!(history.matches("admin, ").count(), 3, "{history}");
    office.goto_practice("").await?;
    office.wait_for_total("rejected", 1, tests::office::SOON).await?;
    office.wait_for_total("valid", 0, tests::office::SOON).await?;
    office.close().await
}

#[tokio::test]
async fn a_decision_that_another_person_took_meanwhile_is_not_overridden() -> anyhow::Result<()> {
    let mut office = Office::open("admin").await?;
    let admin = Client::sign_in(&office.served, "admin").await?;
    let account = json!({ "username": "chi", "name": "Chị", "give": [{ "role": "admin" }], "password": "mật khẩu thử" });
    admin.post("/api/accounts", &account).await?;
    let other = Client::sign_in_with(&office.served, "chi", "mật khẩu thử").await?;
    office.send_doubtful().await?;
    let key = newest(&admin).await?;
    office.goto_practice(&format!("/ballots/{key}")).await?;
    office.browser.type_into("#reason", "đúng phiếu").await?;

    // The other's answer has come and the screen has not yet heard of it: this is when the button is pressed.
    let script = format!(
        "fetch('/api/campaigns/{PRACTICE}/ballots/{key}/reviews', {{ method: 'POST',
            headers: {{ authorization: 'Bearer {}', 'content-type': 'application/json' }},
            body: JSON.stringify({{ decision: 'reject', reason: 'trùng', seen: 0 }})
        }}).then(() => document.querySelector('[data-do=accept]').click());",
        other.token()
    );
    office.browser.driver().execute(&script, vec![]).await?;
    assert!(office.text("[data-refused='review.decided_meanwhile']").await?.contains("chi"));
    assert_eq!(
        office.ask("document.querySelector('#reason').value").await?,
        "đúng phiếu",
        "nothing typed is lost"
    );
    office.wait_for(".history li", true).await?;
    let history = office.text(".history").await?;
    assert!(history.contains("trùng") && history.contains("chi, "), "{history}");
    let detail = office.detail(&admin, key).await?;
    assert_eq!((detail.row.status, detail.reviews.len()), (Status::Rejected, 1));

    // Now it has been read, and may be overridden.
    office.browser.press("[data-do=accept]").await?;
    office.wait_for("[data-decided=accept]", true).await?;
    let detail = office.detail(&admin, key).await?;
    assert_eq!((detail.row.status, detail.reviews.len()), (Status::Valid, 2));
    office.browser.close_all().await
}
