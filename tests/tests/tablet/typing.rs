//! What is typed: the caret stays where the person put it, and a word that is being composed keeps its keys.

use std::time::Duration;

use serde_json::json;
use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{COMMUNE, DISTRICT, INTERVIEWER, PRACTICE};
use tests::edition::import_next;
use tests::hand::{begin, begin_work, go_on_to_units, go_to, screen};
use tests::served::Served;
use thirtyfour::prelude::*;

const SOON: Duration = Duration::from_secs(10);
const MONTH: &str = "input[data-path='/month']";

#[tokio::test]
async fn a_digit_goes_where_the_caret_is() -> anyhow::Result<()> {
    let served = Served::start();
    let admin = Client::sign_in(&served, "admin").await?;
    let before = admin.definition(PRACTICE, "P7").await?;
    let decimal = [
        (before.version.as_str(), "2019.2"),
        ("<t>integer</t>", "<t>decimal</t>"),
        (". &gt;= 1 and . &lt;= 12", ". &gt;= 1 and . &lt;= 99"),
    ];
    import_next(&served, &admin, PRACTICE, "P7", &decimal).await?;
    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    begin(&browser, "P7", COMMUNE).await?;
    go_to(&browser, "/month", "yes").await?;

    for (typed, shown) in [("1", "1"), ("2", "12"), ("5", "125")] {
        type_and_wait(&browser, typed, shown).await?;
    }
    keys(&browser, Key::Left).await?;
    for (typed, shown) in [(",", "12,5"), ("7", "12,75")] {
        type_and_wait(&browser, typed, shown).await?;
    }
    keys(&browser, Key::Home).await?;
    keys(&browser, Key::Delete).await?;
    type_and_wait(&browser, "3", "32,75").await?;
    // The same number is read from the disk.
    browser.refresh().await?;
    browser.wait_until(&format!("document.querySelector(\"{MONTH}\")?.value === '32,75'"), SOON).await?;
    browser.close_all().await
}

/// One key, and the screen's answer to it: a page that writes the field again does so before the next key.
async fn type_and_wait(browser: &Browser, typed: &str, shown: &str) -> anyhow::Result<()> {
    if typed == "1" {
        browser.find(MONTH).await?.click().await?;
    }
    keys(browser, typed).await?;
    // What is wrong on the way is kept without being called saved.
    let there = format!(
        "document.querySelector(\"{MONTH}\").value === '{shown}' && document.querySelector(\"[data-saved='/month'], .fault\")"
    );
    Ok(browser.wait_until(&there, SOON).await?)
}

#[tokio::test]
async fn enter_and_escape_of_a_word_being_composed_do_nothing_else() -> anyhow::Result<()> {
    let served = Served::start();
    served.command(&["account", "assign", INTERVIEWER, "--campaign", PRACTICE, COMMUNE, DISTRICT]);
    let browser = Browser::open().await?;
    browser.goto(served.url()).await?;

    // Nobody is asked for before the name is written.
    browser.type_into("input[name=password]", "sai").await?;
    browser.find("input[name=username]").await?.click().await?;
    compose(&browser, "đtv").await?;
    composing_keys(&browser).await?;
    assert!(browser.driver().find(By::Css(".notice-error")).await.is_err());
    browser.goto(served.url()).await?;

    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    begin(&browser, "P7", COMMUNE).await?;
    go_to(&browser, "/occupation", "yes").await?;
    browser.find("[data-path='/occupation']").await?.click().await?;
    compose(&browser, "Nông d\u{e2}n").await?;
    composing_keys(&browser).await?;
    assert_eq!(screen(&browser).await?, "/occupation");
    // The word is whole: now the key is the person's.
    browser.devtools("Input.insertText", json!({ "text": "Nông d\u{e2}n" })).await?;
    browser.wait_until("document.querySelector(\"[data-saved='/occupation']\")", SOON).await?;
    key(&browser, "Enter", 13).await?;
    browser
        .wait_until("document.querySelector('[data-screen]').dataset.screen !== '/occupation'", SOON)
        .await?;
    browser.press("[data-do=leave]").await?;

    begin(&browser, "P4", DISTRICT).await?;
    go_on_to_units(&browser).await?;
    let here = screen(&browser).await?;
    browser.find("#unit-search").await?.click().await?;
    compose(&browser, "xây").await?;
    browser.wait_until("document.querySelectorAll('.unit-row:not([hidden])').length === 1", SOON).await?;
    composing_keys(&browser).await?;
    assert!(is(&browser, "document.activeElement.id === 'unit-search'").await?);
    assert!(is(&browser, "document.querySelectorAll('.unit-row:not([hidden])').length === 1").await?);
    assert_eq!(screen(&browser).await?, here);
    browser.devtools("Input.insertText", json!({ "text": "xây" })).await?;
    key(&browser, "Enter", 13).await?;
    browser.wait_until("document.activeElement.closest('.unit-row')", SOON).await?;
    browser.close_all().await
}

/// A word is being composed in the field with the focus.
async fn compose(browser: &Browser, word: &str) -> anyhow::Result<()> {
    let end = word.chars().count();
    let word = json!({ "text": word, "selectionStart": end, "selectionEnd": end });
    browser.devtools("Input.imeSetComposition", word).await?;
    Ok(())
}

/// Enter and Escape as the page hears them of an input method: during the composition with their own code, or with the
/// code that says that the input method has them.
async fn composing_keys(browser: &Browser) -> anyhow::Result<()> {
    for (name, code) in [("Enter", 13), ("Enter", 229), ("Escape", 27), ("Escape", 229)] {
        key(browser, name, code).await?;
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    Ok(())
}

async fn key(browser: &Browser, name: &str, code: u32) -> anyhow::Result<()> {
    for kind in ["rawKeyDown", "keyUp"] {
        let event = json!({ "type": kind, "key": name, "code": name, "windowsVirtualKeyCode": code });
        browser.devtools("Input.dispatchKeyEvent", event).await?;
    }
    Ok(())
}

async fn keys(browser: &Browser, typed: impl Into<TypingData>) -> WebDriverResult<()> {
    browser.driver().action_chain().send_keys(typed).perform().await
}

async fn is(browser: &Browser, script: &str) -> WebDriverResult<bool> {
    Ok(browser.driver().execute(&format!("return {script}"), vec![]).await?.json() == true)
}
