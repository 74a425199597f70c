//! A new version of the app comes while somebody is being interviewed.

use std::time::Duration;

use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::{
    begin, begin_work, choose, fill_the_rest_and_finish, go_to, is_chosen, screen, wait_unsent,
};
use tests::release;
use tests::served::Served;
use thirtyfour::prelude::*;

const SOON: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_new_version_waits_for_the_end_of_the_interview_and_changes_no_answer() -> anyhow::Result<()> {
    let folder = tempfile::TempDir::new()?;
    release::copy_app(folder.path())?;
    let served = Served::start_with_app(folder.path());
    let admin = Client::sign_in(&served, "admin").await?;
    let mut browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    begin(&browser, "P6", COMMUNE).await?;
    choose(&browser, "/sex", "f").await?;
    let first = running(&browser).await?;

    // It is fetched, but not offered while the interview is on the screen, also when the page is loaded again.
    release::publish(folder.path(), "0123456789ab")?;
    fetch_update(&browser).await?;
    go_to(&browser, "/age", "A").await?;
    choose(&browser, "/age", "31_45").await?;
    browser.refresh().await?;
    assert_eq!(screen(&browser).await?, "/age");
    assert_eq!(running(&browser).await?, first);
    assert_eq!(browser.driver().find_all(By::Css("[data-do=update]")).await?.len(), 0);

    // Between two interviews it is, or is let in by itself where the app had only just begun; the interview in progress goes on in the
    // new version.
    browser.press("[data-do=leave]").await?;
    let switched = is_running("0123456789ab");
    let offered = format!("document.querySelector('[data-do=update]') || {switched}");
    browser.wait_until(&offered, SOON).await?;
    browser.driver().execute("document.querySelector('[data-do=update]')?.click()", vec![]).await?;
    browser.wait_until(&switched, SOON).await?;
    browser.press("[data-draft]").await?;
    assert_eq!(screen(&browser).await?, "/age");
    assert!(is_chosen(&browser, "/age", "31_45").await?);
    fill_the_rest_and_finish(&browser, "B").await?;
    wait_unsent(&browser, 0).await?;
    assert_eq!(admin.ballots(PRACTICE).await?.len(), 1);

    // A version that waits when the app is started is let in by itself.
    release::publish(folder.path(), "ba9876543210")?;
    fetch_update(&browser).await?;
    browser.close().await?;
    browser.reopen().await?;
    browser.goto(served.url()).await?;
    browser.wait_until(&is_running("ba9876543210"), SOON).await?;
    browser.find(&format!("[data-campaign='{PRACTICE}']")).await?;
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    browser.close_all().await
}

/// Looks for a new version, as the app does now and then by itself, and waits until it is there.
async fn fetch_update(browser: &Browser) -> WebDriverResult<()> {
    let look = "window.found = undefined;
        navigator.serviceWorker.getRegistration().then(r => r.update().then(() => { window.found = r; }));";
    browser.driver().execute(look, vec![]).await?;
    browser.wait_until("window.found?.waiting", SOON).await
}

/// The build of the page.
async fn running(browser: &Browser) -> WebDriverResult<String> {
    let build = "return document.querySelector('meta[name=parindex-build]').content";
    Ok(browser.driver().execute(build, vec![]).await?.json().as_str().unwrap_or_default().to_owned())
}

fn is_running(build: &str) -> String {
    format!("document.querySelector('meta[name=parindex-build]')?.content === '{build}'")
}
