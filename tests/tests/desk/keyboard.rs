//! A desk by keyboard alone: from signing in to a leaf that is scored, explained and proved, and to the head of the unit.

use shared::wire::Stage;
use tests::keyboard::{key, tab_to, wait_on};
use tests::year::{PASSWORD, lines_of};
use thirtyfour::prelude::*;

use crate::entered::enter_by_script;
use crate::unit::{SOON, STAFF, UNIT, Unit};

#[tokio::test]
async fn the_last_leaf_is_scored_and_all_is_prepared_without_a_pointer() -> anyhow::Result<()> {
    let unit = Unit::begin(&[UNIT]).await?;
    let leaf = unit.leaf().await?;
    for line in lines_of(UNIT)?.iter().filter(|line| line.code != leaf) {
        enter_by_script(&unit, line).await?;
    }
    let browser = &unit.browser;
    browser.goto(unit.served.url()).await?;
    browser.find("[data-do=sign-in]").await?;
    tab_to(browser, "input[name=username]").await?;
    key(browser, STAFF).await?;
    tab_to(browser, "input[name=password]").await?;
    key(browser, PASSWORD).await?;
    key(browser, Key::Enter + "").await?;

    // What is missing is named, and the way leads there; a domain leads to its place in the list.
    browser.find("[data-missing='1']").await?;
    tab_to(browser, "[data-domain='3'] a").await?;
    key(browser, Key::Enter + "").await?;
    wait_on(browser, "#domain-3").await?;
    browser.driver().back().await?;
    browser.find("[data-missing='1']").await?;
    tab_to(browser, "a[href$='/leaves']").await?;
    key(browser, Key::Enter + "").await?;
    browser.find(&format!("[data-leaf='{leaf}'] a")).await?;
    tab_to(browser, &format!("[data-leaf='{leaf}'] a")).await?;
    key(browser, Key::Enter + "").await?;
    browser.find(&format!("[data-typed-form='{leaf}']")).await?;

    // Each field by its turn; what is refused is said at the field, and typed anew.
    tab_to(browser, "#points").await?;
    key(browser, "99").await?;
    browser.find("[data-error=points]").await?;
    key(browser, Key::Control + "a").await?;
    key(browser, "1").await?;
    browser.wait_until("!document.querySelector('[data-error=points]')", SOON).await?;
    tab_to(browser, "#note").await?;
    key(browser, "Đã ban hành kế hoạch.").await?;
    tab_to(browser, "[data-do=add-document]").await?;
    key(browser, Key::Enter + "").await?;
    browser.find("#document-0-number").await?;
    tab_to(browser, "#document-0-number").await?;
    key(browser, "12/KH-UBND").await?;
    unit.kept("sent").await?;
    let record = unit.record(UNIT).await?;
    let said = record.leaves.iter().find(|it| it.leaf == leaf).and_then(|it| it.entries.last()).cloned();
    let said = said.expect("it is there").said;
    assert_eq!((&*said.note, &*said.evidence[0].number), ("Đã ban hành kế hoạch.", "12/KH-UBND"));
    assert_eq!(said.points, Some(shared::points::Points::whole(1)));

    // Back, and all of it goes to the head: asked back first, left with Esc, and said again.
    browser.goto(unit.at(UNIT, "")).await?;
    browser.wait_until("document.querySelector('[data-do=prepare]')?.disabled === false", SOON).await?;
    for leave in [true, false] {
        tab_to(browser, "[data-do=prepare]").await?;
        key(browser, Key::Enter + "").await?;
        wait_on(browser, "dialog[open] *").await?;
        if leave {
            key(browser, Key::Escape + "").await?;
            browser.wait_until("!document.querySelector('dialog[open]')", SOON).await?;
            assert_eq!(unit.record(UNIT).await?.stage, Stage::Scoring);
            wait_on(browser, "[data-do=prepare]").await?;
            browser.driver().execute("document.activeElement.blur()", vec![]).await?;
        }
    }
    tab_to(browser, "[data-do=prepare-now]").await?;
    key(browser, Key::Enter + "").await?;
    browser.find("[data-stage=prepared]").await?;
    assert_eq!(unit.record(UNIT).await?.stage, Stage::Prepared);
    unit.close().await
}
