//! What a tablet loads the first time, and how soon it is ready, online and offline.

use std::time::{Duration, Instant};

use tests::browser::Browser;
use tests::served::Served;

use crate::row;

/// Ready is when the sign-in field can be typed into.
const READY: &str = "document.querySelector('input[name=username]')";
/// The app's files are kept for offline use.
const KEPT: &str = "navigator.serviceWorker && navigator.serviceWorker.controller";

/// Opens the app in a new browser and adds up the bytes as served; then again from the service worker.
pub async fn measure(served: &Served) -> anyhow::Result<()> {
    let mut browser = Browser::open().await?;
    let first = ready_after(&browser, &served.url()).await?;
    let bytes = browser
        .driver()
        .execute(
            "return performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
               .reduce((sum, entry) => sum + entry.transferSize, 0)",
            vec![],
        )
        .await?;
    row(
        "first load, bytes over the wire",
        format!("{} KB", bytes.json().as_f64().unwrap_or(f64::NAN).round() / 1000.0),
    );
    row("first load, opening to ready", format!("{:.2} s", first.as_secs_f64()));
    browser.driver().refresh().await?;
    browser.wait_until(KEPT, Duration::from_secs(30)).await?;
    browser.close().await?;
    browser.reopen().await?;
    browser.offline(true).await?;
    let again = ready_after(&browser, &served.url()).await?;
    row("started again without network, opening to ready", format!("{:.2} s", again.as_secs_f64()));
    browser.close().await?;
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a measurement")]
async fn ready_after(browser: &Browser, url: &str) -> anyhow::Result<Duration> {
    let began = Instant::now();
    browser.driver().goto(url).await?;
    browser.wait_until(READY, Duration::from_secs(60)).await?;
    Ok(began.elapsed())
}
