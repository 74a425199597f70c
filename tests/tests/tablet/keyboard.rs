//! A whole interview by keys alone, as people with a keyboard, or a screen reader, go through it.

use std::time::Duration;

use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::{screen, unanswered, wait_unsent};
use tests::served::Served;
use thirtyfour::prelude::*;

const SOON: Duration = Duration::from_secs(20);

#[tokio::test]
async fn an_interview_needs_no_pointer_and_another_language_keeps_its_answers() -> anyhow::Result<()> {
    let served = Served::start();
    let browser = Browser::open().await?;
    let admin = Client::sign_in(&served, "admin").await?;
    browser.goto(served.url()).await?;
    browser.find("[data-do=sign-in]").await?;
    tab_to(&browser, "input[name=username]").await?;
    keys(&browser, INTERVIEWER).await?;
    tab_to(&browser, "input[name=password]").await?;
    keys(&browser, &served.password(INTERVIEWER)?).await?;
    keys(&browser, Key::Enter).await?;
    let card = format!("[data-campaign='{PRACTICE}']");
    browser.find(&card).await?;
    not_lost(&browser).await?;
    tab_to(&browser, &card).await?;
    keys(&browser, Key::Enter).await?;
    let row = format!("[data-form='P6'][data-place='{COMMUNE}'] [data-do=begin]");
    browser.find(&row).await?;
    not_lost(&browser).await?;
    tab_to(&browser, &row).await?;
    keys(&browser, Key::Enter).await?;

    let mut switched = false;
    loop {
        // After each step the focus is where the question is.
        browser.wait_until("document.activeElement.closest('[data-screen]')", SOON).await?;
        while let Some(path) = unanswered(&browser).await?.first() {
            keys(&browser, "2").await?;
            browser.wait_until(&format!("document.querySelector(\"[data-saved='{path}']\")"), SOON).await?;
            assert!(is_outlined(&browser).await?, "the focus on {path} is not seen");
        }
        if !switched && screen(&browser).await? == "/age" {
            switch_language(&browser).await?;
            switched = true;
        }
        if browser.driver().find(By::Css("[data-do=finish]")).await.is_ok() {
            break;
        }
        let before = screen(&browser).await?;
        keys(&browser, Key::Enter).await?;
        let moved = format!("document.querySelector('[data-screen]')?.dataset.screen !== '{before}'");
        browser.wait_until(&moved, SOON).await?;
    }
    assert!(switched);
    tab_to(&browser, "[data-do=finish]").await?;
    keys(&browser, Key::Enter).await?;
    browser.find("[data-sealed]").await?;
    browser.wait_until("document.activeElement.closest('[data-sealed]')", SOON).await?;
    wait_unsent(&browser, 0).await?;
    assert_eq!(admin.ballots(PRACTICE).await?.len(), 1);

    // Back to the board, and to the outbox: what opens takes the focus.
    tab_to(&browser, "[data-do=board]").await?;
    keys(&browser, Key::Enter).await?;
    browser.find("[data-do=begin]").await?;
    not_lost(&browser).await?;
    tab_to(&browser, "a[href='/outbox']").await?;
    keys(&browser, Key::Enter).await?;
    browser.find("[data-ballot]").await?;
    not_lost(&browser).await?;
    browser.close_all().await
}

/// In the middle of the interview, to English: the question is another text with the same answer, and has the focus.
async fn switch_language(browser: &Browser) -> anyhow::Result<()> {
    let question = "document.querySelector('#question').innerText";
    let before = browser.driver().execute(&format!("return {question}"), vec![]).await?.json().to_string();
    tab_to(browser, "[data-language=en]").await?;
    keys(browser, Key::Enter).await?;
    browser.wait_until(&format!("{question} !== {before}"), SOON).await?;
    assert_eq!(unanswered(browser).await?.len(), 0);
    Ok(browser.wait_until("document.activeElement.closest('[data-screen]')", SOON).await?)
}

async fn keys(browser: &Browser, typed: impl Into<TypingData>) -> WebDriverResult<()> {
    browser.driver().action_chain().send_keys(typed).perform().await
}

/// Goes on with the tab key, round the page if need be, until the focus is on what this CSS selector names, in sight.
async fn tab_to(browser: &Browser, css: &str) -> anyhow::Result<()> {
    let there = format!("return document.activeElement.matches(\"{css}\")");
    for _ in 0..80 {
        if browser.driver().execute(&there, vec![]).await?.json() == true {
            assert!(is_outlined(browser).await?, "the focus on {css} is not seen");
            return Ok(());
        }
        keys(browser, Key::Tab).await?;
    }
    anyhow::bail!("no tab leads to {css}")
}

/// The focus is on something of the page, also after the screen that had it is gone.
async fn not_lost(browser: &Browser) -> anyhow::Result<()> {
    Ok(browser.wait_until("document.activeElement !== document.body", SOON).await?)
}

/// Whether the element with the focus is marked as such, and within the window.
async fn is_outlined(browser: &Browser) -> WebDriverResult<bool> {
    let script =
        "const has = document.activeElement, style = getComputedStyle(has), at = has.getBoundingClientRect();
        const ringed = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        return (ringed || style.boxShadow !== 'none') && at.bottom > 0 && at.top < innerHeight;";
    Ok(browser.driver().execute(script, vec![]).await?.json() == true)
}
