//! Closing a campaign is an act with a time; what was finished before it counts, whenever it arrives.

use jiff::Timestamp;
use reqwest::StatusCode;
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
    office.wait_for("dialog", false).await?;
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
