//! What a person meets before any number: whose server it is, and a heading while the numbers are on their way.

use std::time::Duration;

use tests::browser::Browser;
use tests::demo::{CLOSED, VIEWER};
use tests::office::{Office, name_the_office};
use tests::served::Served;

#[tokio::test]
async fn the_door_names_the_office_and_its_province() -> anyhow::Result<()> {
    let mut served = Served::start();
    name_the_office(&mut served)?;
    let browser = Browser::open().await?;
    browser.goto(served.url()).await?;
    let host = browser.find("[data-fact=host]").await?.text().await?;
    assert_eq!(host, "Tỉnh Bắc Kạn\nSở Nội vụ tỉnh Bắc Kạn");
    browser.close_all().await
}

#[tokio::test]
async fn a_screen_has_its_heading_while_its_numbers_are_on_their_way() -> anyhow::Result<()> {
    let office = Office::open(VIEWER).await?;
    office.browser.press(&format!("[data-campaign='{CLOSED}']")).await?;
    office.wait_for("[data-total]", true).await?;
    office.browser.slow(Duration::from_secs(3)).await?;
    office.browser.press("a.office-tab[href*='/index']").await?;
    office.wait_for("main .opening", true).await?;
    assert_eq!(office.text("main h1").await?, "Chỉ số và xếp hạng");
    office.browser.slow(Duration::ZERO).await?;
    office.wait_for("[data-table=index]", true).await?;
    office.close().await
}
