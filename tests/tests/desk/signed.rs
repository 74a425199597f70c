//! Where the province asks for it, the head attaches the signed scan before anything is submitted.

use std::fs;

use shared::ballot::Digest;
use shared::wire::Stage;
use tempfile::TempDir;
use tests::demo::PRACTICE;
use tests::edition::import_next;
use tests::paper::pdf;
use tests::year::lines_of;
use thirtyfour::By;

use crate::entered::enter_by_script;
use crate::unit::{HEAD, SOON, STAFF, UNIT, Unit};

/// The last row of the sheet of settings, and the one that asks for the scan behind it.
const LAST: &str =
    "<t>default_language</t></is></c><c r=\"B15\" s=\"2\" t=\"inlineStr\"><is><t>vi</t></is></c></row>";
const ASKED: &str = "<row r=\"16\"><c r=\"A16\" t=\"inlineStr\"><is><t>signed_scan</t></is></c><c r=\"B16\" t=\"inlineStr\"><is><t>yes</t></is></c></row>";

#[tokio::test]
async fn the_head_submits_with_the_signed_scan_and_not_without() -> anyhow::Result<()> {
    let unit = Unit::begin(&[UNIT]).await?;
    let asked = format!("{LAST}{ASKED}");
    import_next(&unit.served, &unit.admin, PRACTICE, "campaign", &[(LAST, &asked)]).await?;
    for line in lines_of(UNIT)? {
        enter_by_script(&unit, &line).await?;
    }
    let entries = unit.record(UNIT).await?.entries;
    unit.steps(STAFF, "prepared", entries).await?;
    unit.enter(HEAD).await?;
    let waits = |waits: bool| format!("document.querySelector('[data-do=approve]')?.disabled === {waits}");
    unit.browser.wait_until(&waits(true), SOON).await?;

    let folder = TempDir::new()?;
    let (note, scan) = (folder.path().join("ghi chú.docx"), folder.path().join("Bản ký.pdf"));
    let bytes = pdf(3, 200_000);
    fs::write(&note, "x")?;
    fs::write(&scan, &bytes)?;
    unit.browser.find("[data-do=choose-scan]").await?;
    let field = unit.browser.driver().find(By::Id("choose-scan")).await?;
    field.send_keys(note.display().to_string()).await?;
    unit.browser.find("[data-error=scan]").await?;
    unit.browser.wait_until(&waits(true), SOON).await?;
    field.send_keys(scan.display().to_string()).await?;
    unit.browser.wait_until(&waits(false), SOON).await?;
    unit.browser.wait_until("!document.querySelector('[data-error=scan]')", SOON).await?;
    unit.browser.press("[data-do=approve]").await?;
    unit.browser.press("dialog [data-do=approve-now]").await?;
    unit.browser.find("[data-stage=submitted]").await?;
    let digest = Digest::of(&bytes);
    unit.browser.find(&format!("[data-scan='{digest}']")).await?;
    let record = unit.record(UNIT).await?;
    assert_eq!((record.stage, record.scan), (Stage::Submitted, Some(digest)));
    unit.close().await
}
