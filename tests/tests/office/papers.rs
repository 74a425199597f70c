//! Batches of papers by keyboard: one is handed out, what came back is noted and corrected, and what is printed of it is a PDF.

use shared::wire::CampaignSummary;
use tests::client::Client;
use tests::demo::PRACTICE;
use tests::office::Office;
use thirtyfour::Key;

#[tokio::test]
async fn a_batch_is_handed_out_and_taken_back_by_keyboard() -> anyhow::Result<()> {
    let office = Office::open("admin").await?;
    office.goto(&format!("/paper/{PRACTICE}")).await?;
    office.browser.find("[data-state=no-batches]").await?;
    office.tab_to("main a[href^='/r/']").await?;
    office.key(Key::Enter).await?;
    office.tab_to("#issued").await?;
    office.key("60" + Key::Enter).await?;
    // Fifty are planned: that there are to be more is said.
    office.browser.find("[role=alert]").await?;
    office.tab_to("[name=above]").await?;
    office.key(" " + Key::Enter).await?;
    office.browser.find("[data-batch='1']").await?;
    assert_eq!(office.ask("location.hash").await?, "#batch-1", "it leads to the batch");

    // More than were handed out is refused, and what was typed stands there still.
    let admin = Client::sign_in(&office.served, "admin").await?;
    let campaigns: Vec<CampaignSummary> = serde_json::from_value(admin.get("/api/campaigns").await?)?;
    let practice = campaigns.iter().find(|campaign| campaign.id == PRACTICE).expect("it is there");
    office.tab_to("[data-batch='1'] td:nth-of-type(2) summary").await?;
    office.key(Key::Enter).await?;
    office.tab_to("#returned-1").await?;
    office.key("61").await?;
    office.tab_to("#day-1").await?;
    office.key(practice.survey_opens.to_string() + Key::Enter).await?;
    office.browser.find("[role=alert]").await?;
    assert_eq!(office.ask("document.querySelector('#returned-1').value").await?, "61");
    office.tab_to("#returned-1").await?;
    office.key(Key::Control + "a").await?;
    office.key("58" + Key::Enter).await?;
    office.browser.find("[data-batch='1'] .amiss:nth-child(2)").await?;
    let amiss = office.text("[data-batch='1']").await?;
    assert!(amiss.contains("2 phiếu chưa thu về") && amiss.contains("58 phiếu chưa nhập"), "{amiss}");

    // Sixty papers are two files.
    office.tab_to("[data-batch='1'] summary").await?;
    office.key(Key::Enter).await?;
    let links = "[...document.querySelectorAll('[data-batch=\"1\"] li a')].map(a => a.pathname + a.search)";
    let links = office.ask(&format!("{links}.join(' ')")).await?;
    assert_eq!(links.split(' ').count(), 3, "{links}");
    for link in links.split(' ') {
        assert_eq!(&admin.open(link).await?.bytes().await?[..5], b"%PDF-", "{link}");
    }
    assert!(office.browser.complaints().await?.is_empty(), "nothing breaks the policy of a page");
    office.close().await
}
