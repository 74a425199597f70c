//! An interviewer who may work anywhere in a province: 106 places on the board, each found by name.

use std::time::Duration;

use tests::browser::Browser;
use tests::demo::INTERVIEWER;
use tests::hand::begin_work;
use tests::sample::WHOLE;
use tests::served::Served;
use thirtyfour::prelude::*;

const SOON: Duration = Duration::from_secs(10);
const PRACTICE: &str = "thai-nguyen-tap-huan";
const SHOWN: &str = "document.querySelectorAll('.place').length";

#[tokio::test]
async fn a_place_among_all_of_a_province_is_found_by_name() -> anyhow::Result<()> {
    let served = Served::start_on(WHOLE[1]);
    served.command(&["account", "assign", INTERVIEWER, "--campaign", PRACTICE, "province"]);
    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    browser.find("#place-search").await?;
    // Of 92 communes, 13 departments and the province, as many as a slow tablet draws at once; the others when asked for.
    browser.wait_until(&format!("{SHOWN} === 20"), SOON).await?;
    assert!(browser.find("[data-do=more]").await?.text().await?.contains("86"));
    for (typed, name) in
        [("quyet thang", "Quyết Thắng"), ("so tai chinh", "Sở Tài chính"), ("QUYẾT THẮNG", "Quyết Thắng")]
    {
        browser.type_into("#place-search", typed).await?;
        browser.wait_until(&format!("{SHOWN} === 1"), SOON).await?;
        let found = browser.find(".place h2").await?.text().await?;
        assert!(found.contains(name), "{typed}: {found}");
    }
    browser.type_into("#place-search", "khong co").await?;
    browser.find(".search-none").await?;
    browser.driver().active_element().await?.send_keys(Key::Escape).await?;
    browser.wait_until(&format!("{SHOWN} === 20"), SOON).await?;
    for shown in [40, 60, 80, 100, 106] {
        browser.press("[data-do=more]").await?;
        browser.wait_until(&format!("{SHOWN} === {shown}"), SOON).await?;
    }
    assert!(browser.driver().find(By::Css("[data-do=more]")).await.is_err());

    // Enter leads to what was found, and from there into the interview, once who is asked has agreed.
    browser.type_into("#place-search", "quyet thang").await?;
    browser.wait_until(&format!("{SHOWN} === 1"), SOON).await?;
    browser.driver().active_element().await?.send_keys(Key::Enter).await?;
    browser.wait_until("document.activeElement.dataset.do === 'begin'", SOON).await?;
    browser.driver().active_element().await?.send_keys(Key::Enter).await?;
    browser.press("[data-do=agree]").await?;
    browser.find("[data-screen]").await?;
    assert!(browser.visible_text().await?.contains("Quyết Thắng"));
    browser.close_all().await
}
