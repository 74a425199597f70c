//! What is finished is found again: the thanks after a reload, and the outbox in the words of whoever looks at it.

use shared::message::{Language, text};
use tests::browser::Browser;
use tests::demo::{COMMUNE, INTERVIEWER, OTHER_INTERVIEWER, PRACTICE, VIEWER};
use tests::hand::{begin, begin_work, fill_the_rest_and_finish, sign_in, sign_out};
use tests::served::Served;
use thirtyfour::prelude::*;

const SOON: std::time::Duration = std::time::Duration::from_secs(30);

#[tokio::test]
async fn a_sealed_ballot_is_found_again_and_named_whoever_looks() -> anyhow::Result<()> {
    let mut served = Served::start();
    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    served.kill();
    let name = browser.find(&format!("#place-{COMMUNE}")).await?.text().await?;
    begin(&browser, "P6", COMMUNE).await?;
    fill_the_rest_and_finish(&browser, "B").await?;
    browser.find("[data-sealed]").await?;

    // A reload on the thanks shows them again, with the place and the way on.
    browser.refresh().await?;
    let sealed = browser.find("[data-sealed]").await?;
    assert!(sealed.text().await?.contains(&name), "{}", sealed.text().await?);
    browser.find("[data-do=another]").await?;

    // The next attempt is told as people tell it, not by a clock.
    browser.press("[data-do=board]").await?;
    let title = text(Language::Vi, "common.to-board", &[]);
    browser.wait_until(&format!("document.title === '{title} – Parindex'"), SOON).await?;
    browser.press("a[href='/outbox']").await?;
    browser.find(".outbox-head .notice").await?;
    let title = text(Language::Vi, "field.outbox", &[]);
    browser.wait_until(&format!("document.title === '{title} – Parindex'"), SOON).await?;
    let clock = "/\\d\\d:\\d\\d/.test(document.querySelector('.outbox-head .notice').innerText)";
    let told = browser.driver().execute(&format!("return {clock}"), vec![]).await?;
    assert_eq!(told.json(), false, "{}", browser.visible_text().await?);

    // Somebody without this campaign sees names as well, and whose it is.
    assert_eq!(sign_out(&browser).await?, 1);
    served.start_again();
    sign_in(&browser, VIEWER, &served.password(VIEWER)?).await?;
    browser.find("header a[href='/device']").await?;
    browser.goto(format!("{}/outbox", served.url())).await?;
    browser.find("[data-ballot]").await?;
    browser.wait_until("!document.querySelector('.opening')", SOON).await?;
    let row = browser.find("[data-ballot]").await?.text().await?;
    assert!(row.contains(&name) && row.contains(INTERVIEWER) && !row.contains(COMMUNE), "{row}");
    assert!(!row.contains(PRACTICE), "{row}");

    // So does somebody whose own package of this campaign holds other places, now and after a reload.
    sign_out(&browser).await?;
    sign_in(&browser, OTHER_INTERVIEWER, &served.password(OTHER_INTERVIEWER)?).await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    browser.find("[data-do=begin]").await?;
    let own = browser.driver().find_all(By::Css(format!("[data-place='{COMMUNE}']"))).await?;
    assert!(own.is_empty(), "the place is not theirs");
    browser.press("a[href='/outbox']").await?;
    for _ in 0..2 {
        let row = browser.find("[data-ballot]").await?.text().await?;
        assert!(row.contains(&name) && !row.contains(COMMUNE) && !row.contains(PRACTICE), "{row}");
        browser.refresh().await?;
    }
    browser.close_all().await
}
