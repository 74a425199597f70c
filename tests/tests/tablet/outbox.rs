//! What is finished is found again: the thanks after a reload, and the outbox in the words of whoever looks at it.

use tests::browser::Browser;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE, VIEWER};
use tests::hand::{begin, begin_work, fill_the_rest_and_finish, sign_in, sign_out};
use tests::served::Served;

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
    browser.press("a[href='/outbox']").await?;
    browser.find(".outbox-head .notice").await?;
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
    browser.close_all().await
}
