//! Counts are live: without a reload, after the server was away, and with more tabs than a browser has connections.

use std::time::Duration;

use shared::wire::KEEP_ALIVE_S;
use tests::demo::{PRACTICE, VIEWER};
use tests::hand::sign_in;
use tests::office::{Office, SOON};
use tests::relay::Relay;

/// From the receipt to the screen.
const LIVE: Duration = Duration::from_secs(2);
/// Two keep-alives, begun anew at any moment, and what a busy machine takes.
const SILENCE: Duration = Duration::from_secs(5 * KEEP_ALIVE_S as u64);
/// Over HTTP/1 a browser opens six connections to a server and no more.
const TABS: usize = 7;

#[tokio::test]
async fn a_ballot_is_seen_within_two_seconds_whatever_happened_before() -> anyhow::Result<()> {
    let mut office = Office::open(VIEWER).await?;
    office.goto_practice("").await?;
    office.wait_for("[data-live=yes]", true).await?;
    office.ask("window.neverReloaded = true").await?;
    office.wait_for_total("valid", 0, SOON).await?;
    office.send(|_| ()).await?;
    office.wait_for_total("valid", 1, LIVE).await?;
    office.send_doubtful().await?;
    office.wait_for_total("pending", 1, LIVE).await?;

    // The server dies, and the screen says so; a ballot comes as soon as it is back, another one when it is heard again.
    office.served.kill();
    office.wait_for("[data-live=no]", true).await?;
    office.served.start_again();
    office.send(|_| ()).await?;
    office.wait_for_total("valid", 2, SOON).await?;
    office.wait_for("[data-live=yes]", true).await?;
    office.send(|_| ()).await?;
    office.wait_for_total("valid", 3, LIVE).await?;
    assert_eq!(office.ask("window.neverReloaded").await?, "true");

    // Seven tabs, and each of them works.
    let first = office.browser.driver().window().await?;
    for _ in 1..TABS {
        let tab = office.browser.driver().new_tab().await?;
        office.browser.driver().switch_to_window(tab).await?;
        office.goto_practice("").await?;
        office.wait_for_total("valid", 3, SOON).await?;
    }
    office.wait_for("[data-live=yes]", true).await?;
    office.send(|_| ()).await?;
    office.wait_for_total("valid", 4, LIVE).await?;
    office.browser.driver().switch_to_window(first).await?;
    office.wait_for_total("valid", 4, LIVE).await?;
    office.close().await
}

#[tokio::test]
async fn a_server_that_is_there_and_says_nothing_is_not_called_live() -> anyhow::Result<()> {
    let mut office = Office::open(VIEWER).await?;
    office.goto_practice("").await?;
    office.wait_for("[data-live=yes]", true).await?;
    let live = |live: &str| format!("document.querySelector('[data-live={live}]')");
    // The connection stands, as behind a proxy that holds back what it is given.
    office.served.freeze(true);
    office.browser.wait_until(&live("no"), SILENCE).await?;
    office.served.freeze(false);
    office.browser.wait_until(&live("yes"), SILENCE).await?;
    office.send(|_| ()).await?;
    office.wait_for_total("valid", 1, LIVE).await?;
    office.close().await
}

#[tokio::test]
async fn behind_a_proxy_that_holds_the_stream_back_the_page_says_so_and_asks_by_itself() -> anyhow::Result<()>
{
    let mut office = Office::open(VIEWER).await?;
    // It hands an answer on when it is whole, as proxies do that buffer; the stream never is.
    let proxy = Relay::before(&office.served).await?;
    // To the app it is another server: the person is not signed in there.
    office.browser.goto(proxy.url()).await?;
    sign_in(&office.browser, VIEWER, &office.served.password(VIEWER)?).await?;
    office.browser.find("[data-campaign]").await?;
    office.browser.goto(format!("{}/office/{PRACTICE}", proxy.url())).await?;
    office.wait_for_total("valid", 0, SOON).await?;
    office.ask("window.neverReloaded = true").await?;
    for n in 1..=2 {
        office.send(|_| ()).await?;
        office.wait_for_total("valid", n, SILENCE).await?;
        office.wait_for("[data-live=no]", true).await?;
    }
    assert_eq!(office.ask("window.neverReloaded").await?, "true");
    let passed = proxy.passed();
    let of = |end: &str| passed.iter().filter(|answer| answer.path.ends_with(end)).count();
    assert_eq!(of("/changes"), 0, "nothing of the stream came through");
    assert!(of("/counts") >= 3, "{passed:?}");
    office.close().await
}
