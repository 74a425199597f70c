//! The guide of an interviewer: its three first steps greet who is here for the first time, and all of it opens without network.

use std::time::Duration;

use tests::browser::Browser;
use tests::demo::{INTERVIEWER, PRACTICE};
use tests::hand::sign_in_first;
use tests::served::Served;

const SOON: Duration = Duration::from_secs(30);

#[tokio::test]
async fn first_steps_are_shown_once_and_the_guide_opens_without_network() -> anyhow::Result<()> {
    let served = Served::start();
    let browser = Browser::open().await?;
    browser.goto(served.url()).await?;
    sign_in_first(&browser, INTERVIEWER, &served.password(INTERVIEWER)?).await?;
    browser.find("[data-first-visit=interviewer]").await?;
    let steps = "return document.querySelectorAll('[data-first-visit] li').length";
    assert_eq!(browser.driver().execute(steps, vec![]).await?.json(), 3);
    browser.press("[data-do=met]").await?;
    browser.wait_until("!document.querySelector('[data-first-visit]')", SOON).await?;
    browser.goto(served.url()).await?;
    browser.find(&format!("[data-campaign='{PRACTICE}']")).await?;
    let shown = "return document.querySelectorAll('[data-first-visit]').length";
    assert_eq!(browser.driver().execute(shown, vec![]).await?.json(), 0, "what was read is not shown again");

    // The guides come last of what is kept.
    let kept = "return (async () => {
        for (const name of await caches.keys())
            if (await (await caches.open(name)).match('/kept/guides-tablet')) return true;
        return false;
    })()";
    let mut tries = 150;
    while browser.driver().execute(kept, vec![]).await?.json() != true {
        tries -= 1;
        assert!(tries > 0, "the guides are kept");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    browser.offline(true).await?;
    browser.press("[data-do=guide]").await?;
    browser.find(".guide .steps").await?;
    let broken = "return [...document.images].filter(it => { it.loading = 'eager'; return it.complete && !it.naturalWidth; }).length";
    browser.wait_until("[...document.images].every(it => (it.loading = 'eager', it.complete))", SOON).await?;
    assert_eq!(browser.driver().execute(broken, vec![]).await?.json(), 0, "each picture is there");
    browser.press(".guide nav a[lang=en]").await?;
    browser.find("html[lang=en] .guide .steps").await?;
    browser.press(".guide nav a[href='/']").await?;
    browser.find(&format!("[data-campaign='{PRACTICE}']")).await?;
    browser.close_all().await
}
