//! What a tablet loads the first time, and how soon it is ready, online and offline.

use std::time::{Duration, Instant};

use tests::browser::Browser;
use tests::served::Served;

use crate::row;

/// Ready is when the sign-in field can be typed into.
const READY: &str = "document.querySelector('input[name=username]')";
/// The app's files are kept for offline use.
const KEPT: &str = "navigator.serviceWorker && navigator.serviceWorker.controller";
const PATIENCE: Duration = Duration::from_secs(60);

/// Opens the app in a new browser and adds up the bytes as served; then again from the service worker.
#[expect(clippy::disallowed_methods, reason = "a measurement")]
pub async fn measure(served: &Served) -> anyhow::Result<()> {
    let mut browser = Browser::open().await?;
    let began = Instant::now();
    browser.goto(served.url()).await?;
    browser.wait_until(READY, PATIENCE).await?;
    let ready = began.elapsed();
    browser.wait_until(KEPT, PATIENCE).await?;
    let kept = began.elapsed();
    let bytes = browser
        .driver()
        .execute(
            "return performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
               .reduce((sum, entry) => sum + entry.transferSize, 0)",
            vec![],
        )
        .await?;
    row("first load, bytes over the wire with headers", bytes.json());
    row("first load, opening to ready", seconds(ready));
    row("first load, opening to ready without network", seconds(kept));
    browser.close().await?;
    browser.reopen().await?;
    browser.offline(true).await?;
    let began = Instant::now();
    browser.goto(served.url()).await?;
    browser.wait_until(READY, PATIENCE).await?;
    row("started again without network, opening to ready", seconds(began.elapsed()));
    Ok(browser.close().await?)
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
