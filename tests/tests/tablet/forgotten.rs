//! A ballot that the tablet holds no more, as the server has long had it: its address still says that it was handed in.

use std::time::Duration;

use tests::browser::Browser;
use tests::demo::{COMMUNE, INTERVIEWER, OTHER_INTERVIEWER, PRACTICE};
use tests::hand::{begin, begin_work, fill_the_rest_and_finish, outbox, sign_in, sign_out, wait_unsent};
use tests::served::Served;
use tests::worker::{WORKERS, in_worker};
use thirtyfour::prelude::*;

const SOON: Duration = Duration::from_secs(30);

/// The clock of the worker goes on by more than the two weeks for which a tablet holds what was received.
const WEEKS_LATER: &str = "const now = Date.now; Date.now = () => now() + 15 * 24 * 3600 * 1000";

#[tokio::test]
async fn the_thanks_for_a_ballot_that_is_held_no_more_say_that_it_was_received() -> anyhow::Result<()> {
    let served = Served::start();
    let browser = Browser::open().await?;
    browser.before_each_page(WORKERS).await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    begin(&browser, "P6", COMMUNE).await?;
    fill_the_rest_and_finish(&browser, "B").await?;
    browser.find("[data-sealed]").await?;
    let thanks = browser.driver().current_url().await?.to_string();
    wait_unsent(&browser, 0).await?;
    outbox(&browser).await?;
    browser.find("[data-ballot]").await?;

    in_worker(&browser, WEEKS_LATER).await?;
    browser.driver().execute("dispatchEvent(new Event('online'))", vec![]).await?;
    browser.wait_until("!document.querySelector('[data-ballot]')", SOON).await?;
    browser.goto(&thanks).await?;
    browser.find("[data-sealed] .tone-good").await?;
    let said = browser.visible_text().await?;
    assert!(said.contains("Máy chủ đã nhận phiếu này lúc") && !said.contains("lưu trên máy này"), "{said}");
    browser.find("[data-do=another]").await?;

    // Somebody else is told no more than that it is none of theirs.
    assert_eq!(sign_out(&browser).await?, 0);
    sign_in(&browser, OTHER_INTERVIEWER, &served.password(OTHER_INTERVIEWER)?).await?;
    browser.find("[data-campaign]").await?;
    browser.goto(&thanks).await?;
    browser.find(".tone-error h1").await?;
    assert!(browser.driver().find(By::Css("[data-sealed]")).await.is_err());
    browser.close_all().await
}
