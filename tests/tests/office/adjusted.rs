//! Bonus points of an appraiser by keyboard, given and taken back; beside a leaf its rule, its steps, and the way to the report.

use shared::points::Points;
use shared::wire::UnitRecord;
use tests::demo::PRACTICE;
use tests::keyboard::{key, tab_to, wait_on};
use tests::office::SOON;
use tests::served::Served;
use tests::year::{APPRAISERS, lines_of};
use thirtyfour::Key;

use crate::appraisal::{UNIT, appraiser, by_unit, submitted};

#[tokio::test]
async fn bonus_points_are_given_and_taken_back_by_keyboard() -> anyhow::Result<()> {
    let served = Served::start();
    let year = submitted(&served).await?;
    let browser = appraiser(&served, APPRAISERS[0]).await?;
    browser.goto(format!("{}/office/{PRACTICE}/appraisal?by=unit&unit={UNIT}", served.url())).await?;
    browser.find("[data-do=adjust] summary").await?;
    tab_to(&browser, "[data-do=adjust] summary").await?;
    key(&browser, Key::Enter).await?;
    tab_to(&browser, "#adjust-points").await?;
    key(&browser, "0,5").await?;
    tab_to(&browser, "#adjust-evidence").await?;
    key(&browser, "Quyết định số 12/QĐ-UBND ngày 05/01/2019").await?;
    tab_to(&browser, "[data-do=adjust-now]").await?;
    key(&browser, Key::Enter).await?;
    browser.find("[data-refused='assessments.text_blank']").await?;
    wait_on(&browser, "#adjust-reason").await?;
    // Enter in the last field gives them, as its button does.
    key(&browser, "sáng kiến cấp tỉnh" + Key::Enter).await?;
    browser.find("[data-adjusted='1']").await?;
    let record: UnitRecord = year.record(UNIT).await?;
    let said = &record.adjustments[0].said;
    assert_eq!((said.points.clone(), &*said.reason), (Points::parse("0.5")?, "sáng kiến cấp tỉnh"));

    tab_to(&browser, "[data-take-back='1']").await?;
    key(&browser, Key::Enter).await?;
    wait_on(&browser, "#adjust-reason").await?;
    key(&browser, "văn bản của năm khác").await?;
    tab_to(&browser, "[data-do=adjust-now]").await?;
    key(&browser, Key::Enter).await?;
    browser.wait_until("!document.querySelector('[data-adjusted]')", SOON).await?;
    assert_eq!(year.record(UNIT).await?.adjustments[1].said.takes_back, Some(1));

    let leaf = lines_of(UNIT)?.remove(0).code;
    browser.goto(by_unit(&served, UNIT, &leaf)).await?;
    browser.find(".opened [data-asked]").await?;
    let report = format!("/api/campaigns/{PRACTICE}/units/{UNIT}/report.html");
    browser.find(&format!(".opened [data-paper=report] a[href='{report}']")).await?;
    browser.goto(format!("{}/office/{PRACTICE}/appraisal", served.url())).await?;
    browser.find(&format!("[data-paper=minutes] a[href='/api/campaigns/{PRACTICE}/minutes.html']")).await?;
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    browser.close_all().await
}
