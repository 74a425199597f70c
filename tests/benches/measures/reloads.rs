//! Loads screens of a tablet again in quick succession while another browser is busy: how many tabs are lost. By hand only.

use std::time::Duration;

use tests::browser::Browser;
use tests::demo::{DISTRICT, INTERVIEWER, PRACTICE};
use tests::hand::{begin, begin_work};
use tests::served::Served;

use crate::row;

const RELOADS: usize = 300;
/// How long a page stands before it is left: while its worker opens, and when it has just opened.
const STANDS_MS: [u64; 7] = [0, 40, 120, 250, 400, 700, 1200];
/// Keeps a core busy nearly all the time.
const BUSY: &str =
    "setInterval(() => { const end = performance.now() + 45; while (performance.now() < end); }, 50)";

/// Counts the tabs that are lost.
pub async fn measure(served: &Served) -> anyhow::Result<()> {
    let mut busy = Vec::new();
    for _ in 0..2 {
        let browser = Browser::open().await?;
        browser.goto(served.url()).await?;
        browser.driver().execute(BUSY, Vec::new()).await?;
        busy.push(browser);
    }
    served.command(&["account", "assign", INTERVIEWER, "--campaign", PRACTICE, DISTRICT]);
    let (mut tablet, mut pages) = at_work(served).await?;
    let mut lost = 0;
    for n in 0..RELOADS {
        tokio::time::sleep(Duration::from_millis(STANDS_MS[n % STANDS_MS.len()])).await;
        let left = if n % 3 == 2 {
            tablet.driver().goto(&pages[n / 3 % pages.len()]).await
        } else {
            tablet.driver().refresh().await
        };
        if left.is_err() || tablet.driver().title().await.is_err() {
            lost += 1;
            (tablet, pages) = at_work(served).await?;
        }
    }
    row(&format!("tabs lost in {RELOADS} reloads in quick succession, two busy browsers beside"), lost);
    for browser in busy.into_iter().chain([tablet]) {
        browser.close_all().await?;
    }
    Ok(())
}

/// A tablet in the middle of an interview, and the addresses of the interviewer's screens.
async fn at_work(served: &Served) -> anyhow::Result<(Browser, Vec<String>)> {
    let browser = Browser::open().await?;
    begin_work(&browser, served, INTERVIEWER, PRACTICE).await?;
    let board = browser.driver().current_url().await?.to_string();
    begin(&browser, "P4", DISTRICT).await?;
    let interview = browser.driver().current_url().await?.to_string();
    let outbox = format!("{}/outbox", served.url().trim_end_matches('/'));
    Ok((browser, vec![board, interview, outbox]))
}
