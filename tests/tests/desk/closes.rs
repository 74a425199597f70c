//! The phase closes while somebody types: what was typed is kept and shown, and is handed in with an extension. Fields refuse
//! what the rule refuses, in words.

use jiff::ToSpan;
use serde_json::json;
use tests::demo::PRACTICE;

use crate::unit::{STAFF, UNIT, Unit};

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "an extension ends after today")]
async fn what_was_typed_before_the_phase_closed_is_handed_in_with_an_extension() -> anyhow::Result<()> {
    let mut unit = Unit::begin(&[UNIT]).await?;
    let leaf = unit.leaf().await?;
    unit.enter(STAFF).await?;
    unit.open_leaf(&leaf).await?;
    unit.served.kill();
    unit.browser.type_into("#points", "1").await?;
    unit.browser.type_into("#note", "gõ trước giờ đóng").await?;
    unit.kept("waiting").await?;
    unit.browser.kill().await?;
    unit.served.start_again();
    unit.phase(false).await?;
    unit.enter_again(STAFF).await?;
    unit.open_leaf(&leaf).await?;
    unit.kept("refused").await?;
    unit.browser.find("[data-barred]").await?;
    assert_eq!(unit.value("#note").await?, "gõ trước giờ đóng");
    assert!(unit.versions(&leaf).await?.is_empty());
    unit.browser.refresh().await?;
    unit.kept("refused").await?;
    assert_eq!(unit.value("#note").await?, "gõ trước giờ đóng");

    let until = (jiff::Zoned::now().date() + 3.days()).to_string();
    let longer = json!({ "unit": UNIT, "phase": "self_scoring", "until": until, "reason": "mưa lũ" });
    let (status, text) = unit.admin.post(&format!("/api/campaigns/{PRACTICE}/extensions"), &longer).await?;
    anyhow::ensure!(status.is_success(), "{text}");
    let versions = unit.wait_versions(&leaf, 1).await?;
    assert_eq!(versions, [(STAFF.to_owned(), "gõ trước giờ đóng".to_owned())]);
    unit.browser.goto(unit.at(UNIT, "")).await?;
    unit.browser.find("[data-stage=scoring] [data-left]").await?;
    assert!(unit.browser.visible_text().await?.contains("mưa lũ"));
    unit.close().await
}

/// The screen is open and its person goes on, while an admin closes the phase over it.
#[tokio::test]
async fn the_phase_closes_under_the_hands_of_who_types_and_no_word_is_lost() -> anyhow::Result<()> {
    let unit = Unit::begin(&[UNIT]).await?;
    let leaf = unit.leaf().await?;
    unit.enter(STAFF).await?;
    unit.open_leaf(&leaf).await?;
    unit.browser.type_into("#points", "1").await?;
    unit.browser.type_into("#note", "gõ khi còn mở").await?;
    unit.kept("sent").await?;
    let note = unit.browser.find("#note").await?;
    note.send_keys(", và gõ tiếp").await?;
    unit.phase(false).await?;
    unit.browser.find("[data-barred]").await?;
    unit.kept("refused").await?;
    let whole = "gõ khi còn mở, và gõ tiếp";
    assert_eq!(unit.value("#note").await?, whole);
    let before = unit.versions(&leaf).await?;
    assert!(before.iter().all(|(_, note)| note != whole), "the server took nothing more: {before:?}");
    unit.phase(true).await?;
    let versions = unit.wait_versions(&leaf, before.len() + 1).await?;
    assert_eq!(versions.last().map(|(_, note)| &**note), Some(whole));
    unit.kept("sent").await?;
    unit.close().await
}

#[tokio::test]
async fn the_field_refuses_what_the_rule_refuses() -> anyhow::Result<()> {
    let unit = Unit::begin(&[UNIT]).await?;
    let leaf = unit.leaf().await?;
    unit.enter(STAFF).await?;
    unit.open_leaf(&leaf).await?;
    unit.browser.type_into("#note", "có giải trình").await?;
    for (points, refused) in [("99", true), ("0,3", true), ("1.234", true), ("một", true), ("0,75", false)]
    {
        unit.browser.type_into("#points", points).await?;
        let shown =
            format!("{}!document.querySelector('[data-error=points]')", if refused { "!" } else { "" });
        unit.browser.wait_until(&shown, crate::unit::SOON).await?;
        unit.kept(if refused { "faulty" } else { "sent" }).await?;
    }
    unit.browser.type_into("#note", " ").await?;
    unit.browser.find("[data-error=evidence]").await?;
    unit.browser.press("[data-do=add-document]").await?;
    unit.browser.type_into("#document-0-number", "12/QĐ-UBND").await?;
    unit.browser.type_into("#document-0-date", "31/2/2019").await?;
    unit.browser.find("[data-error=document-0]").await?;
    unit.kept("faulty").await?;
    unit.browser.type_into("#document-0-date", "5/1/2019").await?;
    unit.kept("sent").await?;
    let record = unit.record(UNIT).await?;
    let said = &record.leaves[0].entries.last().expect("a version").said;
    assert_eq!(said.points.as_ref().map(ToString::to_string), Some("0.75".to_owned()));
    assert_eq!(said.evidence[0].date.map(|day| day.to_string()), Some("2019-01-05".to_owned()));
    unit.close().await
}
