//! How the app comes onto the home screen is told before the first interview, by what the engine offers.

use serde_json::json;
use tests::browser::Browser;
use tests::demo::INTERVIEWER;
use tests::engine::Engine;
use tests::hand::sign_in;
use tests::served::Served;
use thirtyfour::prelude::*;

/// What Firefox calls itself on a tablet; the engine is the same.
const ON_A_TABLET: &str = "Mozilla/5.0 (Android 15; Tablet; rv:153.0) Gecko/153.0 Firefox/153.0";

/// Signs in and stays on the first screen, from which interviews begin.
async fn first_screen(browser: &Browser, served: &Served) -> anyhow::Result<()> {
    browser.goto(served.url()).await?;
    sign_in(browser, INTERVIEWER, &served.password(INTERVIEWER)?).await?;
    browser.find("[data-campaign]").await?;
    Ok(())
}

#[tokio::test]
async fn firefox_of_a_tablet_tells_the_way_in_its_menu() -> anyhow::Result<()> {
    let served = Served::start();
    let named = json!({ "general.useragent.override": ON_A_TABLET });
    let browser = Browser::open_as(Engine::Firefox, &[], named).await?;
    first_screen(&browser, &served).await?;
    let told = browser.find("main [data-install=firefox]").await?;
    assert!(told.is_displayed().await?);
    let said = told.text().await?;
    assert!(said.contains("Firefox") || said.contains('⋮'), "{said}");
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    browser.close_all().await
}

#[tokio::test]
async fn who_cannot_go_that_way_is_not_told_of_it() -> anyhow::Result<()> {
    let served = Served::start();
    for engine in [Engine::Firefox, Engine::Chromium] {
        let browser = Browser::open_in(engine).await?;
        first_screen(&browser, &served).await?;
        assert_eq!(browser.driver().find_all(By::Css("[data-install]")).await?.len(), 0, "{engine:?}");
        browser.close_all().await?;
    }
    Ok(())
}
