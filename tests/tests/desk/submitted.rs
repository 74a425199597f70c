//! Staff prepare, the head looks it over and submits; asked back before, frozen after, with who and when.

use std::time::Duration;

use jiff::tz::{TimeZone, offset};
use shared::wire::Stage;
use tests::year::lines_of;

use crate::entered::enter_by_script;
use crate::unit::{HEAD, STAFF, UNIT, Unit};

#[tokio::test]
async fn staff_prepare_and_the_head_submits() -> anyhow::Result<()> {
    let unit = Unit::begin(&[UNIT]).await?;
    let lines = lines_of(UNIT)?;
    for line in &lines[1..] {
        enter_by_script(&unit, line).await?;
    }
    unit.enter(STAFF).await?;
    unit.browser.find("[data-missing='1']").await?;
    let offered = "document.querySelector('[data-do=prepare]')?.disabled";
    unit.browser.wait_until(&format!("{offered} === true"), crate::unit::SOON).await?;
    enter_by_script(&unit, &lines[0]).await?;
    unit.browser.wait_until(&format!("{offered} === false"), crate::unit::SOON).await?;
    assert!(unit.browser.driver().find(thirtyfour::By::Css("[data-do=approve]")).await.is_err());
    unit.browser.press("[data-do=prepare]").await?;
    unit.browser.press("dialog [data-do=prepare-now]").await?;
    unit.browser.find("[data-stage=prepared]").await?;
    assert_eq!(unit.record(UNIT).await?.stage, Stage::Prepared);
    unit.browser.press("a[href$='/leaves']").await?;
    unit.browser.press(&format!("[data-leaf='{}'] a", lines[0].code)).await?;
    unit.browser.find("[data-barred]").await?;
    assert_eq!(unit.browser.find("#note").await?.attr("readonly").await?.as_deref(), Some("true"));

    // The draft of the report is read before it is submitted.
    unit.browser.goto(unit.at(UNIT, "")).await?;
    unit.browser.find("[data-draft] a[href$='/draft.docx']").await?;
    let draft = unit.browser.find("[data-draft] a[href$='/draft.html']").await?.attr("href").await?;
    unit.browser.goto(format!("{}{}", unit.served.url(), draft.unwrap_or_default())).await?;
    let read = unit.browser.find("main").await?.text().await?;
    assert!(read.contains("BẢN DỰ THẢO") && read.contains(&lines[0].code), "{read}");

    // The head, at the same device.
    unit.browser.goto(format!("{}/device", unit.served.url())).await?;
    unit.browser.press("[data-do=sign-out]").await?;
    unit.browser.press("dialog [data-do=sign-out-now]").await?;
    unit.browser.find("input[name=username]").await?;
    unit.enter(HEAD).await?;
    unit.browser.press("[data-do=approve]").await?;
    unit.browser.find("dialog [data-do=approve-now]").await?;
    assert_eq!(unit.record(UNIT).await?.stage, Stage::Prepared, "it is asked back first");
    unit.browser.press("dialog [data-do=approve-now]").await?;
    unit.browser.find("[data-stage=submitted]").await?;
    let record = unit.record(UNIT).await?;
    let last = record.submissions.last().expect("a step");
    assert_eq!((record.stage, last.by.as_str(), last.entries), (Stage::Submitted, HEAD, record.entries));
    unit.browser.find("a[href$='/report.html']").await?;
    unit.browser.wait_until("!document.querySelector('[data-draft]')", crate::unit::SOON).await?;
    let step = unit.browser.find("[data-step]").await?.text().await?;
    let there = last.at.to_zoned(TimeZone::fixed(offset(7))).strftime("%H:%M %d/%m/%Y").to_string();
    assert!(step.contains(HEAD) && step.contains(&there), "who, and when it was there: {step}, {there}");
    unit.browser
        .wait_until(
            "!document.querySelector('[data-do=take-back],[data-do=prepare]')",
            Duration::from_secs(5),
        )
        .await?;
    unit.close().await
}
