//! What the device's screen says of the tablet.

use anyhow::Context;
use serde_json::json;
use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::{begin, begin_work, fill_the_rest_and_finish, sign_in, sign_out, wait_unsent};
use tests::served::Served;
use thirtyfour::prelude::*;

#[tokio::test]
async fn the_device_shows_what_is_unsent_how_safe_it_is_and_which_versions_run() -> anyhow::Result<()> {
    let mut served = Served::start();
    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    let person = Client::sign_in(&served, INTERVIEWER).await?;
    let package = person.get(&format!("/api/campaigns/{PRACTICE}/package")).await?;
    let digest = package["digest"].as_str().context("a digest")?[..8].to_owned();
    served.kill();
    begin(&browser, "P6", COMMUNE).await?;
    fill_the_rest_and_finish(&browser, "B").await?;
    wait_unsent(&browser, 1).await?;

    // The browser was asked at signing in, and promised nothing.
    browser.press("header a[href='/device']").await?;
    browser.find("[data-fact=persistence][data-persisted=false]").await?;
    assert_eq!(browser.driver().find_all(By::Css("[data-answer=refused]")).await?.len(), 0);
    browser.press("[data-do=ask-persist]").await?;
    browser.find("[data-answer=refused]").await?;
    assert!(fact(&browser, "unsent").await?.contains('1'));
    let build = "return document.querySelector('meta[name=parindex-build]').content";
    let build = browser.driver().execute(build, vec![]).await?.json().clone();
    let app = fact(&browser, "app-version").await?;
    assert!(app.contains(env!("CARGO_PKG_VERSION")), "{app}");
    assert!(app.contains(build.as_str().context("a build")?), "{app}");
    let campaign = fact(&browser, "campaign-version").await?;
    assert!(campaign.contains(&digest), "{campaign} is not {digest}");

    // Asked again when it would, it does; and it is asked by itself at the next signing in.
    allow_to_persist(&browser, &served, "granted").await?;
    browser.press("[data-do=ask-persist]").await?;
    browser.find("[data-fact=persistence][data-persisted=true]").await?;
    assert_eq!(browser.driver().find_all(By::Css("[data-do=ask-persist]")).await?.len(), 0);
    served.start_again();
    wait_unsent(&browser, 0).await?;
    sign_out(&browser).await?;
    sign_in(&browser, INTERVIEWER, &served.password(INTERVIEWER)?).await?;
    browser.press("header a[href='/device']").await?;
    browser.find("[data-fact=persistence][data-persisted=true]").await?;
    assert!(fact(&browser, "unsent").await?.contains('0'));
    browser.close_all().await
}

async fn fact(browser: &Browser, name: &str) -> WebDriverResult<String> {
    browser.find(&format!("[data-fact={name}]")).await?.text().await
}

/// What the browser answers when it is asked to keep the data.
async fn allow_to_persist(browser: &Browser, served: &Served, setting: &str) -> WebDriverResult<()> {
    let permission = json!({ "name": "persistent-storage" });
    let asked = json!({ "origin": served.url(), "permission": permission, "setting": setting });
    browser.devtools("Browser.setPermission", asked).await
}
