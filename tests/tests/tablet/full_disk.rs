//! A disk without room: what was typed stays on the screen until there is room again, and finished ballots are sent.

use serde_json::json;
use shared::message::{Language, text};
use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::{
    begin, begin_work, fill_the_rest_and_finish, go_to, paste, paste_only, screen, type_answer, wait_unsent,
};
use tests::served::Served;
use thirtyfour::prelude::*;

const SOON: std::time::Duration = std::time::Duration::from_secs(60);

#[tokio::test]
async fn a_full_disk_loses_no_answer_and_holds_up_no_finished_ballot() -> anyhow::Result<()> {
    let mut served = Served::start();
    let browser = Browser::open().await?;
    let admin = Client::sign_in(&served, "admin").await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    served.kill();
    begin(&browser, "P6", COMMUNE).await?;
    fill_the_rest_and_finish(&browser, "B").await?;
    begin(&browser, "P6", COMMUNE).await?;
    go_to(&browser, "/occupation", "A").await?;
    type_answer(&browser, "/occupation", "giáo viên").await?;

    // No room: the answer is said to be on the screen only, and there it is. The finished ballot is sent all the same.
    let long = "a".repeat(1_500_000);
    quota(&browser, &served, Some(1)).await?;
    paste_only(&browser, "/occupation", &long).await?;
    browser.find("[data-do=retry]").await?;
    let said = browser.visible_text().await?;
    assert!(said.contains(&text(Language::Vi, "problem.store.full", &[])), "{said}");
    served.start_again();
    wait_unsent(&browser, 0).await?;
    assert_eq!(admin.ballots(PRACTICE).await?.len(), 1);
    let field = "document.querySelector('[data-path=\"/occupation\"]')";
    browser.wait_until(&format!("{field}.value.length === {}", long.len()), SOON).await?;

    // There is room again.
    quota(&browser, &served, None).await?;
    browser.press("[data-do=retry]").await?;
    // It is too long, so it is not called saved; nothing says any more that it is not kept.
    browser.wait_until("!document.querySelector('[data-do=retry], .saving, .lost')", SOON).await?;
    browser.refresh().await?;
    assert_eq!(screen(&browser).await?, "/occupation");
    browser.wait_until(&format!("{field}.value.length === {}", long.len()), SOON).await?;
    paste(&browser, "/occupation", "giáo viên").await?;
    fill_the_rest_and_finish(&browser, "B").await?;
    wait_unsent(&browser, 0).await?;
    assert_eq!(admin.ballots(PRACTICE).await?.len(), 2);
    browser.close_all().await
}

/// How many bytes the browser lets the app keep; `None` as many as it usually does.
async fn quota(browser: &Browser, served: &Served, bytes: Option<u64>) -> WebDriverResult<()> {
    let mut parameters = json!({ "origin": served.url() });
    if let Some(bytes) = bytes {
        parameters["quotaSize"] = bytes.into();
    }
    browser.devtools("Storage.overrideQuotaForOrigin", parameters).await
}
