//! What somebody typed at a desk and could not send is told wherever people look, whoever looks, until it is sent.

use shared::message::{Language, text};
use tests::hand::sign_in;
use tests::year::PASSWORD;

use crate::unit::{HEAD, SOON, STAFF, UNIT, Unit};

fn said(key: &str) -> String {
    text(Language::Vi, key, &[])
}

#[tokio::test]
async fn what_a_desk_holds_unsent_is_told_whoever_looks() -> anyhow::Result<()> {
    let unit = Unit::begin(&[UNIT]).await?;
    let leaf = unit.leaf().await?;
    unit.enter(STAFF).await?;
    unit.open_leaf(&leaf).await?;

    // The session ends: nothing is called on its way, and nobody is told of ballots and interviews.
    unit.browser.driver().delete_all_cookies().await?;
    unit.browser.type_into("#note", "chưa gửi được").await?;
    unit.browser.find("[data-state=needs-sign-in]").await?;
    unit.kept("waiting").await?;
    let words = said("desk.kept-ended");
    unit.browser
        .wait_until(&format!("document.querySelector('[data-kept]').innerText.includes('{words}')"), SOON)
        .await?;
    let shown = unit.browser.visible_text().await?;
    assert!(shown.contains(&said("kept.session-ended-text")) && !shown.contains("phỏng vấn"), "{shown}");
    // It is no lost network.
    unit.browser.wait_until("!document.querySelector('.desk-mark.tone-warning')", SOON).await?;

    // The screen for signing in says whose it is.
    unit.browser.refresh().await?;
    unit.browser.find(&format!(".sign-in [data-unsent-of='{STAFF}']")).await?;

    // Another person of the unit: the head of the desk, the question before a submission, the device, the first screen.
    sign_in(&unit.browser, HEAD, PASSWORD).await?;
    unit.browser.find("#note").await?;
    unit.browser.find(".desk-state[data-unsent='1']").await?;
    unit.browser.goto(unit.at(UNIT, "")).await?;
    unit.browser.find(&format!("main [data-unsent-of='{STAFF}']")).await?;
    unit.browser.find(".desk-state[data-unsent='1']").await?;
    let shown = unit.browser.visible_text().await?;
    assert!(!shown.contains(&said("desk.all-sent")), "{shown}");
    assert!(shown.contains(&said("desk.do-score-head")) && !shown.contains(&said("desk.prepare")), "{shown}");
    unit.browser.press("header a[href='/device']").await?;
    unit.browser.find("[data-fact=typed][data-n='1']").await?;
    let shown = unit.browser.visible_text().await?;
    let of_tablets = [said("kept.unsent-title"), said("kept.campaign-not-kept")];
    assert!(of_tablets.iter().all(|words| !shown.contains(words)), "{shown}");
    unit.browser.find("header [data-count=typed][data-n='1']").await?;
    unit.browser.press("[data-do=sign-out]").await?;
    unit.browser.find(&format!("dialog [data-unsent-of='{STAFF}']")).await?;
    unit.browser.press("dialog [data-do=sign-out-now]").await?;

    // It is sent when its author is back, and nothing says that it waits.
    unit.browser.find(&format!(".sign-in [data-unsent-of='{STAFF}']")).await?;
    sign_in(&unit.browser, STAFF, PASSWORD).await?;
    unit.browser.find("[data-stage]").await?;
    let versions = unit.wait_versions(&leaf, 1).await?;
    assert_eq!(versions, [(STAFF.to_owned(), "chưa gửi được".to_owned())]);
    unit.browser.find(".desk-state[data-unsent='0']").await?;
    unit.browser.press("header a[href='/device']").await?;
    unit.browser.wait_until("document.querySelector('[data-fact=typed]')?.dataset.n === '0'", SOON).await?;
    assert!(unit.browser.driver().find(thirtyfour::By::Css("[data-unsent-of]")).await.is_err());
    unit.browser.close_all().await
}
