//! Closing a campaign is an act with a time; what was finished before it counts, whenever it arrives.

use jiff::Timestamp;
use reqwest::StatusCode;
use serde_json::json;
use shared::wire::Status;
use tests::client::Client;
use tests::demo::PRACTICE;
use tests::office::{Office, SOON};

#[tokio::test]
#[expect(
    clippy::disallowed_methods,
    reason = "a ballot is finished after the closing, by the server's clock"
)]
async fn what_is_finished_after_the_closing_waits_and_what_was_finished_before_counts() -> anyhow::Result<()>
{
    let mut office = Office::open("admin").await?;
    office.goto_practice("").await?;
    office.browser.press("[data-do=campaign-menu]").await?;
    office.browser.press("[data-do=closing]").await?;
    office.browser.press("dialog [data-do=close-campaign]").await?;
    office.wait_for("#closing-reason-error", true).await?;
    office.browser.type_into("#closing-reason", "Hết hạn khảo sát").await?;
    office.browser.press("dialog [data-do=close-campaign]").await?;
    office.wait_for("dialog[open]", false).await?;
    office.wait_for(".tag-open", false).await?;
    let admin = Client::sign_in(&office.served, "admin").await?;
    let campaigns = admin.get("/api/campaigns").await?;
    let practice = campaigns.as_array().into_iter().flatten().find(|row| row["id"] == PRACTICE);
    let closed: Timestamp = practice.expect("it is there")["closed"].as_str().expect("a time").parse()?;
    let year = closed.strftime("%Y").to_string();
    assert!(office.text(".office-title .card-facts").await?.contains(&year), "the time of the act is shown");

    assert_eq!(office.send(|_| ()).await?, StatusCode::CREATED, "finished an hour ago");
    assert_eq!(office.send(|ballot| ballot.header.finished = Timestamp::now()).await?, StatusCode::ACCEPTED);
    office.wait_for_total("valid", 1, SOON).await?;
    office.wait_for_total("pending", 1, SOON).await?;

    // What is decided now changes the figures of a closed campaign: it is asked back, and "cancel" records nothing.
    let page = admin.get(&format!("/api/campaigns/{PRACTICE}/ballots?status=pending")).await?;
    let key = page["ballots"][0]["key"].as_i64().expect("a ballot waits");
    office.goto_practice(&format!("/ballots/{key}")).await?;
    for confirmed in [false, true] {
        office.browser.type_into("#reason", "kiểm tra").await?;
        office.browser.press(".decide [data-do=accept]").await?;
        office.wait_for("dialog [data-do=decide-closed]", true).await?;
        if confirmed {
            office.browser.press("dialog [data-do=decide-closed]").await?;
            office.wait_for("[data-decided=accept]", true).await?;
        } else {
            office.browser.press("dialog .dialog-actions button:first-child").await?;
            office.wait_for("dialog[open]", false).await?;
            assert_eq!(office.detail(&admin, key).await?.row.status, Status::Pending);
        }
    }
    assert_eq!(office.detail(&admin, key).await?.row.status, Status::Valid);
    let review = json!({ "decision": "reopen", "reason": "như trước", "seen": 1 });
    admin.post(&format!("/api/campaigns/{PRACTICE}/ballots/{key}/reviews"), &review).await?;

    // Accounts are opened, and left again, within the campaign.
    office.browser.press(".office-tabs a[href^='/admin/accounts']").await?;
    office.browser.find("main table").await?;
    assert!(office.ask("location.search").await?.contains(PRACTICE));
    assert!(office.ask("document.querySelector('.office-tabs a').pathname").await?.contains(PRACTICE));
    office.goto_practice("").await?;

    // Open again: what is finished now counts, what waits goes on waiting.
    office.browser.press("[data-do=campaign-menu]").await?;
    office.browser.press("[data-do=closing]").await?;
    office.browser.type_into("#closing-reason", "Gia hạn").await?;
    office.browser.press("dialog [data-do=reopen-campaign]").await?;
    office.wait_for(".tag-open", true).await?;
    assert_eq!(office.send(|ballot| ballot.header.finished = Timestamp::now()).await?, StatusCode::CREATED);
    office.wait_for_total("valid", 2, SOON).await?;
    office.wait_for_total("pending", 1, SOON).await?;
    office.close().await
}
