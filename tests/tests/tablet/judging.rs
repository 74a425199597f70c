//! Judging many units: they are found by name, nothing moves under the finger, and an input method keeps its keys.

use std::time::Duration;

use serde_json::Value;
use tests::browser::Browser;
use tests::demo::{DISTRICT, INTERVIEWER, PRACTICE};
use tests::hand::{begin, begin_work, go_on_to_units, screen};
use tests::served::Served;
use thirtyfour::prelude::*;

const SOON: Duration = Duration::from_secs(10);

#[tokio::test]
async fn units_are_found_by_name_and_stay_where_they_are_when_judged() -> anyhow::Result<()> {
    let served = Served::start();
    served.command(&["account", "assign", INTERVIEWER, "--campaign", PRACTICE, DISTRICT]);
    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    begin(&browser, "P4", DISTRICT).await?;
    go_on_to_units(&browser).await?;
    nothing_moves(&browser).await?;

    let here = screen(&browser).await?;
    for (typed, name) in
        [("xay dung", "Xây dựng"), ("TƯ PHÁP", "Tư pháp"), ("tu\u{31b} pha\u{301}p", "Tư pháp")]
    {
        browser.type_into("#unit-search", typed).await?;
        browser.wait_until("document.querySelectorAll('.unit-row:not([hidden])').length === 1", SOON).await?;
        let found = browser.find(".unit-row:not([hidden]) h2").await?.text().await?;
        assert!(found.contains(name), "{typed}: {found}");
    }
    // A key of an input method is its own; the same key without one takes the search back, and nobody leaves.
    press_escape(&browser, true).await?;
    assert_eq!(shown(&browser).await?, 1);
    press_escape(&browser, false).await?;
    browser.wait_until("document.querySelectorAll('.unit-row:not([hidden])').length === 19", SOON).await?;
    press_escape(&browser, true).await?;
    assert_eq!(screen(&browser).await?, here);
    browser.close_all().await
}

/// Taps the first and the last option ("don't know") of the first unit, and compares every box on the page.
async fn nothing_moves(browser: &Browser) -> anyhow::Result<()> {
    for option in ["first", "last"] {
        let before = boxes(browser).await?;
        let css = format!(".unit-row:first-child .option:{option}-child");
        browser.find(&css).await?.click().await?;
        browser.wait_until("document.querySelector('.unit-row:first-child [data-saved]')", SOON).await?;
        let after = boxes(browser).await?;
        assert_eq!(before, after, "the {option} option");
    }
    Ok(())
}

/// Where every unit, its name and its options are, and what is above and below them.
async fn boxes(browser: &Browser) -> WebDriverResult<Value> {
    let script = "return [...document.querySelectorAll('.interview-bar, .ask-units, .units-tools, .unit-row, .unit-row h2, .option, .interview-footer .button')]
        .map(e => e.getBoundingClientRect()).map(b => [b.x, b.y, b.width, b.height].map(Math.round).join());";
    Ok(browser.driver().execute(script, vec![]).await?.json().clone())
}

async fn shown(browser: &Browser) -> WebDriverResult<u64> {
    let script = "return document.querySelectorAll('.unit-row:not([hidden])').length";
    Ok(browser.driver().execute(script, vec![]).await?.json().as_u64().unwrap_or_default())
}

/// Escape in the search, as an input method sends it while a word is being composed, or as a person does.
async fn press_escape(browser: &Browser, composing: bool) -> WebDriverResult<()> {
    let script = format!(
        "document.querySelector('#unit-search').dispatchEvent(new KeyboardEvent('keydown',
             {{ key: 'Escape', bubbles: true, cancelable: true, isComposing: {composing} }}));"
    );
    browser.driver().execute(&script, vec![]).await?;
    tokio::time::sleep(Duration::from_millis(200)).await;
    Ok(())
}
