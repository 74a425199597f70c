//! The worker that keeps the answers dies: ended by the browser without a word, by an exception, by a panic.

use std::time::Duration;

use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::{begin, begin_work, choose, fill_the_rest_and_finish, go_to, paste_only, wait_unsent};
use tests::served::Served;
use tests::worker::{WORKERS, in_worker};

const SOON: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_worker_that_dies_is_replaced_without_losing_an_answer() -> anyhow::Result<()> {
    let mut served = Served::start();
    let browser = Browser::open().await?;
    let admin = Client::sign_in(&served, "admin").await?;
    browser.before_each_page(WORKERS).await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    served.kill();
    begin(&browser, "P6", COMMUNE).await?;
    fill_the_rest_and_finish(&browser, "B").await?;
    begin(&browser, "P6", COMMUNE).await?;
    choose(&browser, "/sex", "f").await?;
    go_to(&browser, "/occupation", "A").await?;

    // Ended without a word, before an answer reaches it: noticed because it does not answer.
    browser.driver().execute("window.workers.at(-1).terminate()", vec![]).await?;
    answer_survives(&browser, "giáo viên", 2).await?;
    // An exception in the middle of keeping an answer.
    in_worker(&browser, "Date.now = () => { throw new Error('no clock') }").await?;
    answer_survives(&browser, "y tá", 3).await?;
    // A panic, which is a trap: the app cannot do without random numbers.
    browser.press("[data-do=leave]").await?;
    for workers in [4, 5] {
        browser.find(&format!("[data-form='P6'][data-place='{COMMUNE}'] [data-do=begin]")).await?;
        in_worker(&browser, "crypto.getRandomValues = () => { throw new Error('no randomness') }").await?;
        browser.press(&format!("[data-form='P6'][data-place='{COMMUNE}'] [data-do=begin]")).await?;
        if workers == 4 {
            browser.wait_until("window.workers.length === 4", SOON).await?;
        }
    }
    // So many in a row: a person is asked, and may go on.
    browser.find("[data-store=broken]").await?;
    browser.press("[data-do=open-again]").await?;

    served.start_again();
    browser.press("[data-draft]").await?;
    assert_eq!(
        browser.find("[data-path='/occupation']").await?.prop("value").await?.as_deref(),
        Some("y tá")
    );
    fill_the_rest_and_finish(&browser, "B").await?;
    wait_unsent(&browser, 0).await?;
    assert_eq!(admin.ballots(PRACTICE).await?.len(), 2);
    browser.close_all().await
}

/// Writes an answer, which the worker does not live to keep; the one after it does.
async fn answer_survives(browser: &Browser, text: &str, workers: usize) -> anyhow::Result<()> {
    paste_only(browser, "/occupation", text).await?;
    browser.wait_until(&format!("window.workers.length === {workers}"), SOON).await?;
    browser.wait_until("document.querySelector('[data-saved=\"/occupation\"]')", SOON).await?;
    let field = "document.querySelector('[data-path=\"/occupation\"]')";
    Ok(browser.wait_until(&format!("{field}?.value === '{text}'"), SOON).await?)
}
