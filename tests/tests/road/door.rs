//! The first picture: the form for signing in stands in the page before the app is there, and what was typed goes on in it.

use std::time::Duration;

use tests::browser::Browser;
use tests::demo::INTERVIEWER;
use tests::engine::Engine;
use tests::relay::Relay;
use tests::served::Served;
use thirtyfour::prelude::*;

const SOON: Duration = Duration::from_secs(60);

#[tokio::test]
async fn what_is_typed_before_the_app_is_there_goes_on_in_it() -> anyhow::Result<()> {
    goes_on(Engine::Chromium).await
}

#[tokio::test]
async fn what_is_typed_before_the_app_is_there_goes_on_in_it_in_firefox() -> anyhow::Result<()> {
    goes_on(Engine::Firefox).await
}

async fn goes_on(engine: Engine) -> anyhow::Result<()> {
    let served = Served::start();
    let relay = Relay::holding_back(&served).await?;
    let browser = Browser::open_in(engine).await?;
    browser.goto(relay.url()).await?;
    browser.find("#door h1").await?;
    assert!(browser.visible_text().await?.contains("Đăng nhập"));
    let password = served.password(INTERVIEWER)?;
    let (before, after) = password.split_at(4);
    browser.find("#door-username").await?.send_keys(INTERVIEWER).await?;
    browser.find("#door-password").await?.send_keys(before).await?;

    relay.release();
    let username = browser.find("input[name=username]").await?;
    assert_eq!(username.prop("value").await?.as_deref(), Some(INTERVIEWER));
    assert_eq!(browser.driver().find_all(By::Css("#door")).await?.len(), 0);
    // The keyboard is where it was, behind what was typed.
    browser.driver().active_element().await?.send_keys(after).await?;
    assert_eq!(browser.find("input[name=password]").await?.prop("value").await?, Some(password));
    browser.press("[data-do=sign-in]").await?;
    browser.find("[data-campaign]").await?;
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    browser.close_all().await
}

#[tokio::test]
async fn a_form_sent_before_the_app_is_there_is_sent_when_it_comes() -> anyhow::Result<()> {
    let served = Served::start();
    let relay = Relay::holding_back(&served).await?;
    let mut browser = Browser::open().await?;
    browser.goto(relay.url()).await?;
    let address = browser.driver().current_url().await?;
    browser.find("#door-username").await?.send_keys(INTERVIEWER).await?;
    let password = served.password(INTERVIEWER)?;
    browser.find("#door-password").await?.send_keys(password + Key::Enter).await?;
    assert!(browser.find("#door .door-sent").await?.text().await?.contains("Parindex"));
    assert_eq!(browser.driver().current_url().await?, address, "nothing typed is part of an address");
    relay.release();
    browser.find("[data-campaign]").await?;
    browser.wait_until("navigator.serviceWorker.controller", SOON).await?;

    // Who is known is asked for nothing, neither now nor without network; the door speaks the language that was chosen.
    browser.press("[data-language=en]").await?;
    browser.find("[data-language=en][aria-pressed=true]").await?;
    browser.close().await?;
    browser.reopen().await?;
    let seen = "new MutationObserver(() => { document.asked ||= document.querySelector('#door-username')?.offsetParent; \
        document.said = document.querySelector('#door')?.innerText ?? document.said; }).observe(document, { childList: true, subtree: true })";
    browser.before_each_page(seen).await?;
    browser.offline(true).await?;
    browser.goto(relay.url()).await?;
    browser.find("[data-campaign]").await?;
    let said = browser.driver().execute("return [document.asked ?? null, document.said]", vec![]).await?;
    assert!(said.json()[0].is_null(), "{:?}", said.json());
    assert!(said.json()[1].as_str().is_some_and(|said| said.contains("Opening")), "{:?}", said.json());
    browser.find("[data-language=en][aria-pressed=true]").await?;
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    browser.close_all().await
}
