//! Ballots of a campaign that the server does not know have a place on the admin's home screen.

use reqwest::StatusCode;
use tests::office::Office;

#[tokio::test]
async fn the_admin_is_told_of_ballots_that_no_campaign_shows() -> anyhow::Result<()> {
    let mut office = Office::open("admin").await?;
    office.wait_for("[data-unknown]", false).await?;
    let status = office.send(|ballot| ballot.header.campaign = "tinh-khac-2026".to_owned()).await?;
    assert_eq!(status, StatusCode::ACCEPTED);
    office.goto("/").await?;
    let told = office.text("[data-unknown='tinh-khac-2026']").await?;
    assert!(told.contains("tinh-khac-2026") && told.contains("1 phiếu"), "{told}");
    office.close().await
}
