//! Evidence beside the leaf that is appraised: a PDF and a picture open in the page, everything else is saved.

use serde_json::json;
use shared::ballot::Digest;
use shared::wire::{Entry, Evidence};
use tests::demo::PRACTICE;
use tests::keyboard::{ask, key, wait_on};
use tests::paper::pdf;
use tests::sample;
use tests::served::Served;
use tests::year::{APPRAISERS, Year, lines_of};

use crate::appraisal::{UNIT, appraiser, by_unit};

const SOON: std::time::Duration = std::time::Duration::from_secs(30);

#[tokio::test]
async fn a_pdf_and_a_picture_open_beside_the_leaf_and_all_else_is_saved() -> anyhow::Result<()> {
    let served = Served::start();
    let year = Year::begin(&served, &[UNIT]).await?;
    let browser = appraiser(&served, APPRAISERS[0]).await?;
    year.phase("self_scoring", true).await?;
    let files = [
        ("bị cắt.pdf", pdf(2, 40_000)[..20_000].to_vec()),
        ("Kế hoạch 12.pdf", pdf(1, 40_000)),
        ("ảnh.png", browser.driver().screenshot_as_png().await?),
        ("bảng kê.xlsx", std::fs::read(sample::package().join("campaign.xlsx"))?),
    ];
    let mut evidence = Vec::new();
    for (name, bytes) in &files {
        let digest = Digest::of(bytes);
        let name: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let path = format!("/api/campaigns/{PRACTICE}/units/{UNIT}/files/{digest}/upload");
        let chunk = format!("{path}?from=0&bytes={}&name={name}", bytes.len());
        let (status, text) = year.people["cb"].put_bytes(&chunk, bytes.clone()).await?;
        anyhow::ensure!(status.is_success(), "{text}");
        evidence.push(Evidence { file: Some(digest), ..Evidence::default() });
    }
    let code = lines_of(UNIT)?.into_iter().next().expect("one").code;
    let said = Entry { evidence: evidence.clone(), note: "kèm tệp".to_owned(), ..Entry::default() };
    year.say("cb", (UNIT, &code), "entries", json!({ "said": said })).await?;
    year.phase("self_scoring", false).await?;
    year.phase("appraisal", true).await?;

    // By one key each that can be seen opens where the points are given; behind the last they are closed.
    browser.goto(by_unit(&served, UNIT, &code)).await?;
    browser.find(".opened #given").await?;
    wait_on(&browser, "#panel-title").await?;
    key(&browser, "e").await?;
    browser.find(&format!(".opened [data-file='{}'] iframe.file-frame", Digest::of(&files[1].1))).await?;
    browser.find(".opened #given").await?;
    let loaded = "performance.getEntriesByType('resource').some(it => it.initiatorType === 'iframe' && it.name.includes('/files/'))";
    browser.wait_until(loaded, SOON).await?;
    key(&browser, "e").await?;
    browser.wait_until("document.querySelector('.opened .file-picture')?.naturalWidth > 0", SOON).await?;
    assert_eq!(ask(&browser, "document.querySelectorAll('.opened iframe').length").await?, "0");
    key(&browser, "e").await?;
    browser.wait_until("!document.querySelector('.opened .file-picture')", SOON).await?;
    assert_eq!(ask(&browser, "document.querySelectorAll('.opened [data-do=show-file]').length").await?, "3");
    assert_eq!(
        ask(&browser, "document.querySelectorAll('.appraisal-evidence a[download]').length").await?,
        "4"
    );
    for (evidence, how) in evidence.iter().zip(["inline", "inline", "inline", "attachment"]) {
        let digest = evidence.file.expect("a file");
        let path = format!("/api/campaigns/{PRACTICE}/units/{UNIT}/files/{digest}");
        let answer = year.people[APPRAISERS[0]].open(&path).await?;
        let disposition = answer.headers()["content-disposition"].to_str()?.to_owned();
        assert!(disposition.starts_with(how), "{disposition}");
    }
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    browser.close_all().await
}
