//! Nothing moves under the finger: what is chosen, on any kind of screen, leaves every option and the buttons where they were.

use std::time::Duration;

use tests::browser::Browser;
use tests::demo::{COMMUNE, DISTRICT, INTERVIEWER, PRACTICE};
use tests::hand::{answer_what_is_left, begin, begin_work, choose, next, screen, unanswered};
use tests::served::Served;
use thirtyfour::prelude::*;

/// Where options, fields and the buttons below are, in the page.
const PLACES: &str = "return JSON.stringify(
    [...document.querySelectorAll('[data-answer], input[data-path], textarea[data-path], .interview-footer button')]
        .map(part => {
            const box = part.getBoundingClientRect();
            const scrolled = part.closest('.interview-footer') ? 0 : scrollY;
            return [part.dataset.answer ?? part.dataset.do ?? part.dataset.path,
                Math.round(box.left), Math.round(box.top + scrolled), Math.round(box.width), Math.round(box.height)];
        }))";

const SOON: Duration = Duration::from_secs(20);
/// Of how many units of a screen options are chosen: the rows are alike.
const UNITS: usize = 2;

#[tokio::test]
async fn no_choice_moves_what_lies_around_it() -> anyhow::Result<()> {
    let served = Served::start();
    served.command(&["account", "assign", INTERVIEWER, "--campaign", PRACTICE, COMMUNE, DISTRICT]);
    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    let mut moved = Vec::new();
    for (width, height) in [(800, 1280), (390, 844)] {
        browser.set_size(width, height).await?;
        for (form, place) in [("P6", COMMUNE), ("P7", COMMUNE), ("P4", DISTRICT)] {
            begin(&browser, form, place).await?;
            let mut said = 0;
            loop {
                let on = screen(&browser).await?;
                for path in unanswered(&browser).await?.into_iter().take(UNITS) {
                    let offered = offered(&browser, &path).await?;
                    // The last often says that somebody does not know; the first is the one that the next screens go by.
                    for answer in offered.iter().rev().step_by((offered.len() - 1).max(1)) {
                        show(&browser, &path, answer).await?;
                        let before = places(&browser).await?;
                        choose(&browser, &path, answer).await?;
                        let chosen = format!(
                            "document.querySelector(\"[data-path='{path}'][data-answer='{answer}'][aria-checked=true]\")"
                        );
                        browser.wait_until(&chosen, SOON).await?;
                        said += 1;
                        if places(&browser).await? != before {
                            moved.push(format!("{form} at {width}: {on} {path} {answer}"));
                        }
                    }
                }
                if browser.driver().find(By::Css("[data-do=finish]")).await.is_ok() {
                    break;
                }
                answer_what_is_left(&browser, "A").await?;
                next(&browser).await?;
            }
            assert!(said > 10, "{form} at {width}: only {said} choices were made");
            browser.press("[data-do=leave]").await?;
        }
    }
    assert!(moved.is_empty(), "{}", moved.join("\n"));
    browser.close_all().await
}

/// Brings an option into sight, so that what is measured before and after it is pressed was not scrolled between.
async fn show(browser: &Browser, path: &str, answer: &str) -> anyhow::Result<()> {
    let script = format!(
        "document.querySelector(\"[data-path='{path}'][data-answer='{answer}']\")
            .scrollIntoView({{ block: 'center', behavior: 'instant' }})"
    );
    browser.driver().execute(&script, vec![]).await?;
    Ok(())
}

/// The options of a question, in their order.
async fn offered(browser: &Browser, path: &str) -> anyhow::Result<Vec<String>> {
    let script = format!(
        "return [...document.querySelectorAll(\"[data-path='{path}'][data-answer]\")].map(o => o.dataset.answer)"
    );
    Ok(serde_json::from_value(browser.driver().execute(&script, vec![]).await?.json().clone())?)
}

async fn places(browser: &Browser) -> anyhow::Result<String> {
    Ok(browser.driver().execute(PLACES, vec![]).await?.json().as_str().unwrap_or_default().to_owned())
}
