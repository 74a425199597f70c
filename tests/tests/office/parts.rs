//! The app in parts: who works in the office loads nothing of the tablet's, and who comes to interview is given that.

use std::time::Duration;

use tests::browser::Browser;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE, VIEWER};
use tests::hand::{begin, sign_in};
use tests::office::SOON;
use tests::served::Served;
use thirtyfour::prelude::*;

/// How soon what is kept is looked at again.
const AGAIN: Duration = Duration::from_millis(200);

/// The names of the wasm files that this page has loaded.
const LOADED: &str = "return performance.getEntriesByType('resource').map(entry => entry.name)
    .filter(name => name.endsWith('.wasm')).map(name => name.split('/').pop().split('-')[0]).sort().join()";

#[tokio::test]
async fn each_part_loads_what_it_needs_and_is_kept_where_it_is_used() -> anyhow::Result<()> {
    let mut served = Served::start();
    let browser = Browser::open().await?;
    browser.set_size(1440, 900).await?;
    browser.goto(format!("{}/office/{PRACTICE}", served.url())).await?;
    sign_in(&browser, VIEWER, &served.password(VIEWER)?).await?;
    browser.find("[data-total]").await?;
    assert_eq!(loaded(&browser).await?, "office");
    browser.wait_until("localStorage.getItem('parindex.part') === 'office'", SOON).await?;
    assert_eq!(kept(&browser).await?, "office");

    // Where both parts have the screen, it is the office's from then on; no store is opened.
    browser.goto(served.url()).await?;
    browser.find(&format!("[data-campaign='{PRACTICE}']")).await?;
    assert_eq!(loaded(&browser).await?, "office");
    browser.wait_until("localStorage.getItem('parindex.device') === null", SOON).await?;

    // An interviewer at the same desk is given the tablet's part, which is there without network from then on.
    browser.goto(format!("{}/device", served.url())).await?;
    browser.press("[data-do=sign-out]").await?;
    browser.press("[data-do=sign-out-now]").await?;
    sign_in(&browser, INTERVIEWER, &served.password(INTERVIEWER)?).await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    browser.find("[data-form]").await?;
    assert_eq!(loaded(&browser).await?, "tablet");
    while kept(&browser).await? != "office,tablet" {
        tokio::time::sleep(AGAIN).await;
    }
    served.kill();
    browser.goto(served.url()).await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    begin(&browser, "P6", COMMUNE).await?;
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    browser.close_all().await
}

#[tokio::test]
async fn a_tablet_loads_nothing_of_the_office_until_somebody_opens_it() -> anyhow::Result<()> {
    let mut served = Served::start();
    let browser = Browser::open().await?;
    browser.goto(served.url()).await?;
    sign_in(&browser, INTERVIEWER, &served.password(INTERVIEWER)?).await?;
    browser.find(&format!("[data-campaign='{PRACTICE}']")).await?;
    browser.wait_until("navigator.serviceWorker.controller", SOON).await?;
    assert_eq!((loaded(&browser).await?, kept(&browser).await?), ("tablet".into(), "tablet".into()));

    // The way there leads into the other part, and back.
    browser.goto(format!("{}/device", served.url())).await?;
    browser.press("[data-do=sign-out]").await?;
    browser.press("[data-do=sign-out-now]").await?;
    sign_in(&browser, "admin", &served.password("admin")?).await?;
    browser.press(&format!("a[href='/office/{PRACTICE}']")).await?;
    browser.find("[data-total]").await?;
    assert_eq!(loaded(&browser).await?, "office");
    browser.driver().back().await?;
    browser.find(&format!("[data-campaign='{PRACTICE}']")).await?;
    browser.wait_until("localStorage.getItem('parindex.part') === 'office'", SOON).await?;

    // Without network the office says so itself.
    served.kill();
    browser.goto(format!("{}/office/{PRACTICE}", served.url())).await?;
    browser.find("main .notice").await?;
    assert_eq!(loaded(&browser).await?, "office");
    browser.close_all().await
}

async fn loaded(browser: &Browser) -> WebDriverResult<String> {
    Ok(browser.driver().execute(LOADED, vec![]).await?.json().as_str().unwrap_or_default().to_owned())
}

/// The parts that the service worker keeps.
async fn kept(browser: &Browser) -> WebDriverResult<String> {
    let script = "const over = arguments[0]; caches.keys().then(async ([name]) => {
        const cache = await caches.open(name);
        const parts = ['desk', 'office', 'tablet'];
        const marks = await Promise.all(parts.map(part => cache.match('/kept/' + part)));
        over(parts.filter((_, nth) => marks[nth]).join()); })";
    let answer = browser.driver().execute_async(script, vec![]).await?;
    Ok(answer.json().as_str().unwrap_or_default().to_owned())
}
