//! The network goes in mid-entry and the browser is killed: no word is lost, and what was typed is sent once when both are back.

use tests::browser::Browser;

use crate::unit::{STAFF, UNIT, Unit};

const NOTE: &str = "Đã ban hành kế hoạch ngay từ tháng một, gửi kèm";

#[tokio::test]
async fn no_word_is_lost_without_network_when_the_browser_is_killed() -> anyhow::Result<()> {
    let mut unit = Unit::begin(&[UNIT]).await?;
    let leaf = unit.leaf().await?;
    unit.enter(STAFF).await?;
    unit.open_leaf(&leaf).await?;
    unit.browser.wait_until("navigator.serviceWorker.controller", crate::unit::SOON).await?;
    let kept = "(caches.keys().then(async ([name]) => document.kept = !!await (await caches.open(name)).match('/kept/desk')), document.kept)";
    unit.browser.wait_until(kept, crate::unit::SOON).await?;
    unit.served.kill();
    unit.browser.type_into("#points", "1").await?;
    unit.browser.type_into("#note", NOTE).await?;
    unit.kept("waiting").await?;
    unit.browser.kill().await?;
    unit.browser.reopen().await?;
    unit.browser.set_size(1440, 900).await?;
    unit.open_leaf(&leaf).await?;
    assert_eq!((unit.value("#points").await?, unit.value("#note").await?), ("1".into(), NOTE.into()));
    unit.kept("waiting").await?;
    says_so(&unit.browser).await?;

    // It goes on where it was left, and is sent when the server is back.
    unit.browser.find("#note").await?.send_keys(".").await?;
    unit.kept("waiting").await?;
    unit.served.start_again();
    unit.sign_in_again(STAFF).await?;
    let versions = unit.wait_versions(&leaf, 1).await?;
    unit.open_leaf(&leaf).await?;
    unit.kept("sent").await?;
    let last = unit.versions(&leaf).await?;
    assert!(last.len() <= 2, "sent once for each time that one typed: {last:?}");
    assert_eq!(last.last().map(|it| it.1.clone()), Some(format!("{NOTE}.")), "{versions:?}");
    assert_eq!(unit.record(UNIT).await?.total.to_string(), "1");
    unit.close().await
}

/// The head of the desk says that the server is not reached, and that something waits here.
async fn says_so(browser: &Browser) -> anyhow::Result<()> {
    browser.find("[data-heard=false][data-unsent='1']").await?;
    Ok(())
}
