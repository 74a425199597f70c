//! Browsers that keep nothing, or not for long: each says so before anybody begins an interview.

use serde_json::json;
use tests::browser::Browser;
use tests::demo::{INTERVIEWER, PRACTICE};
use tests::engine::Engine;
use tests::hand::sign_in;
use tests::served::Served;
use thirtyfour::prelude::*;

#[tokio::test]
async fn a_browser_that_keeps_nothing_says_so_and_begins_no_interview() -> anyhow::Result<()> {
    let served = Served::start();
    let browser = Browser::open_with(&["--host-resolver-rules=MAP tablet.test 127.0.0.1"], json!({})).await?;

    // Plain http in a network: not even a session would be kept.
    browser.goto(served.url().replace("localhost", "tablet.test")).await?;
    browser.find("[data-store=insecure]").await?;
    assert!(browser.visible_text().await?.contains("https"));
    assert_eq!(browser.driver().find_all(By::Css("form")).await?.len(), 0);

    // The browser itself complains of such an address; of the app it must have nothing to say.
    browser.complaints().await?;

    // A browser without private files: said before signing in, on the start page, and in the place of the board.
    browser.before_each_page("delete StorageManager.prototype.getDirectory").await?;
    browser.goto(served.url()).await?;
    browser.find(".sign-in [data-store=unsupported]").await?;
    sign_in(&browser, INTERVIEWER, &served.password(INTERVIEWER)?).await?;
    browser.find("[data-campaign]").await?;
    browser.find("[data-store=unsupported]").await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    browser.wait_until("location.pathname.startsWith('/c/')", std::time::Duration::from_secs(10)).await?;
    browser.find("[data-store=unsupported]").await?;
    assert_eq!(browser.driver().find_all(By::Css("[data-do=begin]")).await?.len(), 0);
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    browser.close_all().await
}

#[tokio::test]
async fn a_private_window_is_told_that_its_ballots_may_be_deleted() -> anyhow::Result<()> {
    let served = Served::start();
    let browser = Browser::open_with(&["--incognito"], json!({})).await?;
    browser.goto(served.url()).await?;
    sign_in(&browser, INTERVIEWER, &served.password(INTERVIEWER)?).await?;
    browser.find("[data-campaign]").await?;
    browser.find("main a.button[href='/device']").await?;
    browser.press("main a.button[href='/device']").await?;
    browser.find("[data-fact=persistence][data-persisted=false]").await?;
    browser.close_all().await
}

#[tokio::test]
async fn a_browser_that_blocks_what_sites_keep_is_told_apart_from_a_second_tab() -> anyhow::Result<()> {
    let served = Served::start();
    let blocked = json!({ "profile.default_content_setting_values.cookies": 2 });
    let browser = Browser::open_with(&[], blocked).await?;
    browser.goto(served.url()).await?;
    browser.find(".sign-in [data-store=unsupported]").await?;
    assert_eq!(browser.driver().find_all(By::Css("[data-do=take-over]")).await?.len(), 0);
    browser.close_all().await
}

#[tokio::test]
async fn a_private_window_of_firefox_is_told_to_be_one() -> anyhow::Result<()> {
    let served = Served::start();
    let private = json!({ "browser.privatebrowsing.autostart": true });
    let browser = Browser::open_as(Engine::Firefox, &[], private).await?;
    browser.goto(served.url()).await?;
    browser.find(".sign-in [data-store=private]").await?;
    browser.close_all().await
}
