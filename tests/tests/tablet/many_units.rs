//! An interview that judges all 92 communes of a province: each is found by name, and what is missing is in sight.

use std::time::Duration;

use tests::browser::Browser;
use tests::client::Client;
use tests::demo::INTERVIEWER;
use tests::hand::{begin, begin_work, choose, go_on_to_units, next, screen, unanswered, wait_unsent};
use tests::sample::WHOLE;
use tests::served::Served;
use thirtyfour::prelude::*;

const SOON: Duration = Duration::from_secs(20);
const PRACTICE: &str = "thai-nguyen-tap-huan";
/// A department, which judges all communes with P2.
const DEPARTMENT: &str = "SNV";
/// What is typed, on keyboards without marks, with them, and with them decomposed, and whom it means.
const NAMES: [(&str, &str); 3] = [
    ("phan dinh phung", "Phan Đình Phùng"),
    ("QUYẾT THẮNG", "Quyết Thắng"),
    ("ti\u{301}ch lu\u{31b}o\u{31b}ng", "Tích Lương"),
];
const TO_TOP: &str = "document.querySelector('.interview-page').scrollTo({ top: 0, behavior: 'instant' })";

#[tokio::test]
async fn all_communes_of_a_province_are_judged_and_none_is_overlooked() -> anyhow::Result<()> {
    let served = Served::start_on(WHOLE[1]);
    served.command(&["account", "assign", INTERVIEWER, "--campaign", PRACTICE, DEPARTMENT]);
    let admin = Client::sign_in(&served, "admin").await?;
    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    begin(&browser, "P2", DEPARTMENT).await?;
    go_on_to_units(&browser).await?;
    assert_eq!(shown(&browser).await?, 92);
    // Each mark has its place and says nothing.
    let unsaid = "document.querySelectorAll('.unit-row .unsaid:not([data-saved], [aria-label], [role])').length === 92";
    browser.wait_until(unsaid, SOON).await?;

    // By name, as it is typed on a keyboard without marks, with marks, and decomposed.
    for (typed, name) in NAMES {
        browser.type_into("#unit-search", typed).await?;
        browser.wait_until("document.querySelectorAll('.unit-row:not([hidden])').length === 1", SOON).await?;
        let row = browser.find(".unit-row:not([hidden])").await?;
        let found = row.find(By::Css("h2")).await?.text().await?;
        assert!(found.contains(name), "{typed}: {found}");
        choose(&browser, &row.attr("data-row").await?.unwrap_or_default(), "B").await?;
    }
    browser.press("[data-do=clear-search]").await?;
    browser.wait_until("document.querySelectorAll('.unit-row:not([hidden])').length === 92", SOON).await?;
    assert_eq!(unanswered(&browser).await?.len(), 92 - NAMES.len());

    judge_all_but_the_last(&browser).await?;
    drawn_in_parts_as_at_once(&browser).await?;
    nothing_missing_is_overlooked(&browser).await?;
    while browser.driver().find(By::Css(".ask-units")).await.is_ok() {
        same_for_all(&browser).await?;
        next(&browser).await?;
    }
    tests::hand::fill_the_rest_and_finish(&browser, "A").await?;
    wait_unsent(&browser, 0).await?;
    assert_eq!(admin.ballots(PRACTICE).await?.len(), 1);
    browser.close_all().await
}

/// One by one down the screen, as fingers go; the app brings up what comes next.
async fn judge_all_but_the_last(browser: &Browser) -> anyhow::Result<()> {
    let left = unanswered(browser).await?;
    for path in &left[..left.len() - 1] {
        choose(browser, path, "A").await?;
    }
    Ok(())
}

/// An answer has only that drawn again which depends on it. What came about so is what the screen is when drawn at once.
async fn drawn_in_parts_as_at_once(browser: &Browser) -> anyhow::Result<()> {
    let paths = shown_paths(browser).await?;
    // Answers that are changed, from below to above.
    for (path, answer) in paths.iter().rev().skip(1).step_by(7).zip(["B", "C", "A", "B"].iter().cycle()) {
        choose(browser, path, answer).await?;
    }
    // The count follows a moment after the answers.
    browser.wait_until("document.querySelector('.tally').innerText.includes('91')", SOON).await?;
    let in_parts = drawn(browser).await?;
    browser.refresh().await?;
    browser.wait_until("document.querySelectorAll('.unit-row').length === 92", SOON).await?;
    assert_eq!(drawn(browser).await?, in_parts);
    Ok(())
}

/// The interview as elements, without what the framework numbers and without its marks of absent ones.
async fn drawn(browser: &Browser) -> anyhow::Result<String> {
    let script = "return document.querySelector('.interview').outerHTML
        .replace(/ data-dioxus-id=\"[^\"]*\"/g, '').replace(/<!--.*?-->/g, '').replaceAll('><', '>\\n<')";
    let drawn = browser.driver().execute(script, vec![]).await?;
    Ok(drawn.json().as_str().unwrap_or_default().to_owned())
}

async fn shown_paths(browser: &Browser) -> anyhow::Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('.unit-row')].map(row => row.dataset.row)";
    let paths = browser.driver().execute(script, vec![]).await?;
    Ok(serde_json::from_value(paths.json().clone())?)
}

/// The screen says how many are missing, leads there, and does not go on without saying so.
async fn nothing_missing_is_overlooked(browser: &Browser) -> anyhow::Result<()> {
    let here = screen(browser).await?;
    let missing = unanswered(browser).await?;
    assert_eq!(missing.len(), 1);
    let tally = browser.find(".tally").await?.text().await?;
    assert!(tally.contains("91") && tally.contains("92"), "{tally}");
    browser.driver().execute(TO_TOP, vec![]).await?;
    browser.press("[data-do=next]").await?;
    browser.find(&format!("[data-fault='{}']", missing[0])).await?;
    assert_eq!(screen(browser).await?, here);
    browser.driver().execute(TO_TOP, vec![]).await?;
    browser.press("[data-do=next-missing]").await?;
    let in_sight = format!(
        "(box => box.top >= 0 && box.bottom <= document.querySelector('.interview-footer').getBoundingClientRect().top)
            (document.querySelector(\"[data-row='{}']\").getBoundingClientRect())",
        missing[0]
    );
    browser.wait_until(&in_sight, SOON).await?;
    choose(browser, &missing[0], "C").await?;
    browser.find(".tally-done").await?;
    Ok(next(browser).await?)
}

/// The dialog that gives all units the same answer.
async fn same_for_all(browser: &Browser) -> anyhow::Result<()> {
    browser.press("[data-do=same-for-all]").await?;
    browser.press("dialog [data-same=A]").await?;
    browser.press("[data-do=same-confirm]").await?;
    Ok(browser.wait_until("document.querySelectorAll('.unit-row [data-saved]').length === 92", SOON).await?)
}

async fn shown(browser: &Browser) -> WebDriverResult<usize> {
    Ok(browser.driver().find_all(By::Css(".unit-row:not([hidden])")).await?.len())
}
