//! A self-assessment on its way back, on screen: an admin returns what is submitted, with a reason; its people read that at home and at
//! their desk, and the head, who is given it again, returns it as well.

use serde_json::json;
use shared::wire::{ActPage, Stage};
use tests::browser::Browser;
use tests::demo::PRACTICE;
use tests::hand::sign_in;
use tests::keyboard::{key, tab_to, wait_on};
use tests::served::Served;
use thirtyfour::Key;

use crate::appraisal::{UNIT, submitted};
use crate::inbox::at_home;

const SOON: std::time::Duration = std::time::Duration::from_secs(30);
const WHY: &str = "Mục 1.2: thiếu trang có chữ ký";

/// What stands where, in a page.
fn says(css: &str, text: &str) -> String {
    format!("document.querySelector(\"{css}\")?.textContent.includes('{text}')")
}

#[tokio::test]
async fn what_is_submitted_goes_back_with_a_reason_that_the_unit_reads() -> anyhow::Result<()> {
    let served = Served::start();
    let year = submitted(&served).await?;
    year.phase("self_scoring", false).await?;
    let admin = Browser::open().await?;
    admin.set_size(1440, 900).await?;
    admin.goto(served.url()).await?;
    sign_in(&admin, "admin", &served.password("admin")?).await?;
    admin.find("[data-campaign]").await?;
    let list = format!("{}/office/{PRACTICE}/appraisal?by=unit&unit={UNIT}", served.url());

    // While self-scoring is closed for the unit the screen says what comes first, and leads there.
    admin.goto(&list).await?;
    admin.press("[data-do=give-back]").await?;
    admin.find("dialog [data-refused=closed]").await?;
    admin.press("dialog a[href$='/phases']").await?;
    admin.find("[data-phase=self_scoring]").await?;
    let longer =
        json!({ "unit": UNIT, "phase": "self_scoring", "until": "2100-01-01", "reason": "trả lại để sửa" });
    let path = format!("/api/campaigns/{PRACTICE}/extensions");
    let (status, text) = year.admin.post(&path, &longer).await?;
    anyhow::ensure!(status.is_success(), "{text}");

    // By keyboard alone; nothing happens without a reason.
    admin.goto(&list).await?;
    admin.find("[data-do=give-back]").await?;
    tab_to(&admin, "[data-do=give-back]").await?;
    key(&admin, Key::Enter + "").await?;
    admin.find("dialog #give-back-reason").await?;
    tab_to(&admin, "dialog [data-do=give-back-now]").await?;
    key(&admin, Key::Enter + "").await?;
    wait_on(&admin, "#give-back-reason").await?;
    admin.find("#give-back-reason-error").await?;
    assert_eq!(year.record(UNIT).await?.stage, Stage::Submitted);
    key(&admin, WHY).await?;
    tab_to(&admin, "dialog [data-do=give-back-now]").await?;
    key(&admin, Key::Enter + "").await?;
    admin.wait_until("!document.querySelector('dialog[open]')", SOON).await?;
    admin.wait_until("!document.querySelector('[data-do=give-back]')", SOON).await?;
    let record = year.record(UNIT).await?;
    let last = record.submissions.last().expect("a step");
    assert_eq!((record.stage, &*last.by, &*last.reason), (Stage::Scoring, "admin", WHY));
    let kept: ActPage = serde_json::from_value(year.admin.get("/api/acts?kind=returned").await?)?;
    assert!(kept.acts[0].after.values().any(|said| said == WHY), "{:?}", kept.acts[0]);

    // Its people read why: at home on a new device, and at the desk.
    let staff = at_home(&served, "cb").await?;
    staff.find("[data-notice=returned-why]").await?;
    staff.wait_until(&says("[data-notice=returned-why]", WHY), SOON).await?;
    staff.press("[data-notice=returned-why] a").await?;
    staff.find("[data-stage=scoring] [data-step]").await?;
    staff.wait_until(&says("[data-step]", WHY), SOON).await?;
    // What is one's own is taken back without a word.
    for expected in [Stage::Prepared, Stage::Scoring, Stage::Prepared] {
        let step = if expected == Stage::Prepared { "prepare" } else { "take-back" };
        let ready = format!("document.querySelector('[data-do={step}]')?.disabled === false");
        staff.wait_until(&ready, SOON).await?;
        staff.press(&format!("[data-do={step}]")).await?;
        staff.find(&format!("dialog [data-do={step}-now]")).await?;
        staff.wait_until("!document.querySelector('dialog #return-reason')", SOON).await?;
        staff.press(&format!("dialog [data-do={step}-now]")).await?;
        staff.find(&format!("[data-stage={}]", expected.code())).await?;
    }

    // The head says why as well.
    let head = at_home(&served, "ld").await?;
    head.press("[data-notice=prepared] a").await?;
    head.press("[data-do=take-back]").await?;
    head.press("dialog [data-do=take-back-now]").await?;
    head.find("#return-reason-error").await?;
    head.type_into("#return-reason", "Nêu rõ số văn bản").await?;
    head.press("dialog [data-do=take-back-now]").await?;
    head.find("[data-stage=scoring]").await?;
    let record = year.record(UNIT).await?;
    assert_eq!(record.submissions.last().map(|row| &*row.reason), Some("Nêu rõ số văn bản"));
    staff.wait_until(&says("[data-step]", "Nêu rõ số văn bản"), SOON).await?;
    for browser in [admin, staff, head] {
        assert_eq!(browser.complaints().await?, Vec::<String>::new());
        browser.close_all().await?;
    }
    Ok(())
}
