//! Nothing moves under the finger: what is chosen, on any kind of screen, leaves every option and the buttons where they were.

use tests::browser::Browser;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::{begin, begin_work, choose, next, screen, unanswered};
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

#[tokio::test]
async fn no_choice_moves_what_lies_around_it() -> anyhow::Result<()> {
    let served = Served::start();
    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    for (width, height) in [(800, 1280), (390, 844)] {
        browser.set_size(width, height).await?;
        begin(&browser, "P6", COMMUNE).await?;
        let mut moved = Vec::new();
        loop {
            let on = screen(&browser).await?;
            while let Some(path) = unanswered(&browser).await?.first() {
                let option = browser.find(&format!("[data-path='{path}'][data-answer]")).await?;
                let answer = option.attr("data-answer").await?.unwrap_or_default();
                let before = places(&browser).await?;
                choose(&browser, path, &answer).await?;
                if places(&browser).await? != before {
                    moved.push(format!("{width}: {on} {path}"));
                }
            }
            if browser.driver().find(By::Css("[data-do=finish]")).await.is_ok() {
                break;
            }
            next(&browser).await?;
        }
        assert!(moved.is_empty(), "{}", moved.join("\n"));
        browser.press("[data-do=leave]").await?;
    }
    browser.close_all().await
}

async fn places(browser: &Browser) -> anyhow::Result<String> {
    Ok(browser.driver().execute(PLACES, vec![]).await?.json().as_str().unwrap_or_default().to_owned())
}
