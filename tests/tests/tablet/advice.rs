//! The campaign's instructions for who asks: at the question that they are for, and all of a form to be searched, without network, and
//! without a draft that loses anything by it.

use std::time::Duration;

use tests::browser::Browser;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::{begin, begin_work, choose, is_chosen, next, screen};
use tests::office::give_instructions;
use tests::served::Served;
use thirtyfour::prelude::*;

const SOON: Duration = Duration::from_secs(20);
const FIRST: &str = "/sex";

async fn text(browser: &Browser, of: &str) -> anyhow::Result<String> {
    Ok(browser.find(of).await?.text().await?)
}

#[tokio::test]
async fn what_the_office_advises_stands_where_it_is_needed_without_network() -> anyhow::Result<()> {
    let mut served = Served::start();
    give_instructions(&mut served)?;
    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    browser.find("[data-do=begin]").await?;
    browser.offline(true).await?;

    begin(&browser, "P7", COMMUNE).await?;
    assert_eq!(screen(&browser).await?, FIRST);
    // At the question, closed; somebody's words are no part of the page.
    browser.press("[data-screen] [data-advice=sex] summary").await?;
    assert_eq!(text(&browser, "[data-screen] [data-advice=sex] h3").await?, "Không hỏi");
    assert_eq!(text(&browser, "[data-screen] [data-advice=sex] li").await?, "Ghi theo <b>quan sát</b>");
    assert_eq!(
        browser.driver().execute("return document.querySelectorAll('.advice').length", vec![]).await?.json(),
        1
    );
    // Enter closes it, and is no step to the next question.
    browser.find("[data-screen] .advice summary").await?.send_keys(Key::Enter).await?;
    browser.wait_until("!document.querySelector('.advice[open]')", SOON).await?;
    assert_eq!(screen(&browser).await?, FIRST);
    choose(&browser, FIRST, "m").await?;

    // All of the form, and none of another one.
    browser.press("[data-do=advice]").await?;
    browser.wait_until("document.querySelectorAll('dialog .advice').length === 2", SOON).await?;
    browser.type_into("#advice-search", "tu choi").await?;
    browser.wait_until("document.querySelectorAll('dialog .advice[open]').length === 1", SOON).await?;
    assert!(text(&browser, "dialog .advice b").await?.contains("Cảm ơn"));
    browser.press("dialog .dialog-actions button").await?;
    browser.wait_until("!document.querySelector('dialog[open]')", SOON).await?;
    assert!(is_chosen(&browser, FIRST, "m").await?);

    next(&browser).await?;
    browser.wait_until("!document.querySelector('.advice')", SOON).await?;
    browser.press("[data-do=leave]").await?;
    browser.press("[data-do=advice]").await?;
    browser.wait_until("document.querySelectorAll('dialog .advice').length === 3", SOON).await?;
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    browser.close_all().await
}
