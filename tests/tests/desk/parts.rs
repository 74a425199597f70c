//! The desk is a part of its own: who is led there loads it, keeps it for days without network, and nothing of the office's.

use crate::unit::{SOON, STAFF, UNIT, Unit};

const LOADED: &str = "return performance.getEntriesByType('resource').map(entry => entry.name)
    .filter(name => name.endsWith('.wasm')).map(name => name.split('/').pop().split('-')[0]).sort().join()";

#[tokio::test]
async fn who_works_for_a_unit_alone_is_led_to_its_desk_and_keeps_that() -> anyhow::Result<()> {
    let mut unit = Unit::begin(&[UNIT]).await?;
    unit.enter(STAFF).await?;
    unit.browser.find("[data-stage=scoring]").await?;
    let loaded = unit.browser.driver().execute(LOADED, vec![]).await?;
    assert_eq!(loaded.json(), "desk");
    unit.browser.wait_until("localStorage.getItem('parindex.part') === 'desk'", SOON).await?;
    unit.served.kill();
    unit.browser.goto(unit.served.url()).await?;
    unit.browser.find("main h1").await?;
    unit.browser.goto(unit.at(UNIT, "/leaves")).await?;
    unit.browser.find("[data-leaf]").await?;
    assert_eq!(unit.browser.driver().execute(LOADED, vec![]).await?.json(), "desk");
    unit.close().await
}

#[tokio::test]
async fn a_second_tab_speaks_of_no_ballots_and_takes_the_desk_over() -> anyhow::Result<()> {
    let unit = Unit::begin(&[UNIT]).await?;
    unit.enter(STAFF).await?;
    unit.browser.find("[data-stage=scoring]").await?;
    unit.browser.open_tab(&unit.at(UNIT, "")).await?;
    let notice = unit.browser.find("[data-store=elsewhere]").await?.text().await?;
    assert!(!["phiếu", "câu trả lời"].iter().any(|word| notice.contains(word)), "{notice}");
    unit.browser.press("[data-do=take-over]").await?;
    unit.browser.find("[data-stage=scoring]").await?;
    unit.close().await
}
