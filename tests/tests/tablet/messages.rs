//! A message of the office: it stands on the board at the next contact, is read without network, and the office learns when; the first screen counts it.

use std::time::Duration;

use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{INTERVIEWER, PRACTICE};
use tests::hand::begin_work;
use tests::served::Served;

const SOON: Duration = Duration::from_secs(30);

/// A board that is left open is told by then.
const A_MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_message_is_read_without_network_and_told_at_the_next_contact() -> anyhow::Result<()> {
    let mut served = Served::start();
    let admin = Client::sign_in(&served, "admin").await?;
    let messages = format!("/r/{PRACTICE}/messages");
    let stands = async || -> anyhow::Result<(bool, bool)> {
        let page = admin.open(&format!("{messages}?lang=en")).await?.text().await?;
        let [received, read] = ["1 have it", "1 of 1 have read it"].map(|said| page.contains(said));
        Ok((received, read))
    };
    admin.fill(&messages, &format!("text=Meet+at+8.%0ABring+the+papers.&to-{INTERVIEWER}=yes")).await?;
    assert_eq!(stands().await?, (false, false));

    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    let text = browser.find("[data-message]").await?.text().await?;
    assert_eq!(text, "Meet at 8.\nBring the papers.");
    assert_eq!(stands().await?, (true, false));

    // By keyboard, while the server is away: it is read, also when the app is opened again.
    served.kill();
    browser.find("[data-do=read]").await?.send_keys("\u{e007}").await?;
    let gone = "document.querySelector('[data-do=begin]') && !document.querySelector('[data-message]')";
    browser.wait_until(gone, SOON).await?;
    browser.refresh().await?;
    browser.wait_until(gone, SOON).await?;

    served.start_again();
    browser.refresh().await?;
    browser.find("[data-do=begin]").await?;
    let told = async {
        while stands().await? != (true, true) {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        anyhow::Ok(())
    };
    tokio::time::timeout(SOON, told).await??;

    // The board stays open, and nobody touches it.
    admin.fill(&messages, &format!("text=And+a+pen.&to-{INTERVIEWER}=yes")).await?;
    browser
        .wait_until("document.querySelector('[data-message]')?.textContent === 'And a pen.'", A_MINUTE)
        .await?;
    browser.press(".mark").await?;
    browser.find("[data-waiting='1']").await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    browser.press("[data-do=read]").await?;
    browser.wait_until(gone, SOON).await?;
    browser.press(".mark").await?;
    browser.find(&format!("[data-campaign='{PRACTICE}']")).await?;
    browser.wait_until("!document.querySelector('[data-waiting]')", SOON).await?;
    browser.close_all().await
}
