//! A file as evidence: cut and resumed, also by a browser that was killed; shared by two leaves; looked at; refused.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use shared::ballot::Digest;
use shared::wire::{Entry, EvidenceList};
use tempfile::TempDir;
use tests::demo::PRACTICE;
use tests::paper::pdf;
use thirtyfour::prelude::*;

use crate::unit::{SOON, STAFF, UNIT, Unit};

const MB: u64 = 1_000_000;

impl Unit {
    /// Chooses files of this computer for the leaf that is shown.
    async fn choose(&self, files: &[&PathBuf]) -> anyhow::Result<()> {
        self.browser.find("[data-do=add-file]").await?;
        let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        let field = self.browser.driver().find(By::Id("choose-files")).await?;
        Ok(field.send_keys(names.join("\n")).await?)
    }

    /// Waits until so many files of the leaf are in this state.
    async fn files_are(&self, state: &str, n: usize) -> anyhow::Result<()> {
        let says = format!("document.querySelectorAll('[data-file-state={state}]').length === {n}");
        Ok(self.browser.wait_until(&says, SOON).await?)
    }

    /// What the server holds of the unit's files.
    async fn files(&self) -> anyhow::Result<EvidenceList> {
        let path = format!("/api/campaigns/{PRACTICE}/units/{UNIT}/files");
        Ok(serde_json::from_value(self.admin.get(&path).await?)?)
    }

    /// How much of the one file on its way is on the server's disk.
    fn part(&self) -> u64 {
        let parts = fs::read_dir(self.served.data().join("uploads")).into_iter().flatten();
        parts.flatten().filter_map(|part| part.metadata().ok()).map(|part| part.len()).sum()
    }

    /// Waits until so much of it is there; it is not whole then.
    async fn part_reaches(&self, bytes: u64) -> anyhow::Result<u64> {
        for _ in 0..60_000 {
            let part = self.part();
            if part >= bytes {
                return Ok(part);
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        anyhow::bail!("only {} bytes:\n{}", self.part(), self.browser.visible_text().await?)
    }

    /// What stands last at a leaf.
    async fn said(&self, leaf: &str) -> anyhow::Result<Entry> {
        let record = self.record(UNIT).await?;
        let found = record.leaves.into_iter().find(|it| it.leaf == leaf).unwrap_or_default();
        Ok(found.entries.last().map(|it| it.said.clone()).unwrap_or_default())
    }

    /// Another leaf that the unit scores itself.
    async fn other_leaf(&self, leaf: &str) -> anyhow::Result<String> {
        let record = self.record(UNIT).await?;
        let own = |node: &&shared::campaign::Criterion| {
            let is_own = node.leaf.as_ref().is_some_and(|it| it.rule == Some(shared::campaign::Rule::Steps));
            is_own && node.code != leaf
        };
        Ok(record.criteria.iter().find(own).expect("there is one").code.clone())
    }
}

fn file(folder: &TempDir, name: &str, bytes: &[u8]) -> anyhow::Result<PathBuf> {
    let path = folder.path().join(name);
    fs::write(&path, bytes)?;
    Ok(path)
}

#[tokio::test]
async fn an_upload_that_is_cut_three_times_goes_on_and_two_leaves_share_it() -> anyhow::Result<()> {
    let mut unit = Unit::begin(&[UNIT]).await?;
    let (leaf, folder) = (unit.leaf().await?, TempDir::new()?);
    let bytes = pdf(1, 18 * MB as usize);
    let plan = file(&folder, "Kế hoạch 12.pdf", &bytes)?;
    unit.enter(STAFF).await?;
    unit.open_leaf(&leaf).await?;
    unit.browser.type_into("#points", "1").await?;
    unit.choose(&[&plan]).await?;

    // Twice the server dies, then the browser; each time it goes on where it broke.
    for reached in [3 * MB, 7 * MB] {
        unit.part_reaches(reached).await?;
        unit.served.kill();
        let part = unit.part();
        assert!(part < bytes.len() as u64, "it is cut in the middle: {part}");
        unit.served.start_again();
        assert!(unit.part() >= part, "what is there stays");
    }
    let part = unit.part_reaches(11 * MB).await?;
    unit.browser.kill().await?;
    fs::remove_file(&plan)?;
    assert!(unit.files().await?.files.is_empty(), "it is cut in the middle: {part}");
    unit.enter_again(STAFF).await?;
    unit.open_leaf(&leaf).await?;
    unit.files_are("given", 1).await?;
    unit.kept("sent").await?;
    assert_eq!(unit.value("#points").await?, "1");

    let files = unit.files().await?.files;
    assert_eq!(files.len(), 1);
    assert_eq!((&*files[0].name, files[0].digest), ("Kế hoạch 12.pdf", Digest::of(&bytes)));
    let path = format!("/api/campaigns/{PRACTICE}/units/{UNIT}/files/{}", files[0].digest);
    assert_eq!(Digest::of(&unit.admin.open(&path).await?.bytes().await?), Digest::of(&bytes));
    assert_eq!(unit.said(&leaf).await?.evidence[0].file, Some(files[0].digest));

    // By the keyboard alone another leaf names the same file; nothing is sent.
    let other = unit.other_leaf(&leaf).await?;
    unit.open_leaf(&other).await?;
    unit.browser.find("[data-do=share-file]").await?.send_keys(Key::Enter + "").await?;
    unit.browser.find("[data-do=use-file]").await?.send_keys(Key::Enter + "").await?;
    unit.files_are("given", 1).await?;
    unit.browser.type_into("[name=document-0-pages]", "tr. 2-4").await?;
    unit.kept("sent").await?;
    let said = unit.said(&other).await?;
    assert_eq!((said.evidence[0].file, &*said.evidence[0].pages), (Some(files[0].digest), "tr. 2-4"));
    assert_eq!(unit.files().await?.files.len(), 1, "it was sent once");

    // It is looked at in the browser's own viewer; `scripts` tells of what would run in the page.
    unit.browser.find("[data-do=open-file]").await?.send_keys(Key::Enter + "").await?;
    unit.browser.find("iframe.file-frame").await?;
    unit.browser.press("[data-do=close-file]").await?;
    unit.browser.wait_until("!document.querySelector('dialog[open]')", SOON).await?;

    // Taken off the leaf, it stays at the other.
    let before = unit.versions(&other).await?.len();
    unit.browser.find("[data-do=remove-file]").await?.send_keys(Key::Enter + "").await?;
    unit.wait_versions(&other, before + 1).await?;
    assert!(unit.said(&other).await?.evidence.is_empty());
    assert_eq!(unit.said(&leaf).await?.evidence.len(), 1);
    unit.close().await
}

#[tokio::test]
async fn what_is_refused_says_why_at_the_field_and_keeps_no_other_back() -> anyhow::Result<()> {
    let mut unit = Unit::begin(&[UNIT]).await?;
    let (leaf, folder) = (unit.leaf().await?, TempDir::new()?);
    unit.enter(STAFF).await?;
    unit.open_leaf(&leaf).await?;
    unit.browser
        .wait_until("document.querySelector('.drop .field-hint').textContent.includes('20 MB')", SOON)
        .await?;
    let picture = file(&folder, "ảnh.png", &unit.browser.driver().screenshot_as_png().await?)?;
    let page = file(&folder, "trang.html", b"<script>alert(1)</script>")?;
    let large = file(&folder, "lớn.pdf", &pdf(2, 21 << 20))?;
    unit.choose(&[&page, &large, &picture]).await?;
    unit.files_are("given", 1).await?;
    unit.browser.wait_until("document.querySelectorAll('[data-error=choice]').length === 2", SOON).await?;
    let text = unit.browser.visible_text().await?;
    assert!(text.contains("trang.html") && text.contains("20 MB"), "{text}");
    unit.browser.press("[data-do=open-file]").await?;
    unit.browser.wait_until("document.querySelector('.file-picture')?.naturalWidth > 0", SOON).await?;
    unit.browser.press("[data-do=close-file]").await?;

    // With letters of twice the size nothing is wider than a phone.
    unit.browser.set_size(390, 844).await?;
    let twice = "document.documentElement.style.fontSize = '200%', true";
    unit.browser.wait_until(&format!("({twice})"), SOON).await?;
    let fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth";
    unit.browser.wait_until(fits, SOON).await?;
    unit.browser.wait_until("(document.documentElement.style.fontSize = '', true)", SOON).await?;
    unit.browser.set_size(1440, 900).await?;

    // The server alone knows that nothing is left of this name. What names it waits; without it, it goes.
    unit.browser.type_into("#points", "1").await?;
    unit.kept("sent").await?;
    let hidden = file(&folder, ".pdf", &pdf(3, 9_000))?;
    unit.choose(&[&hidden]).await?;
    unit.browser.find("[data-file-state=refused] [data-error=file]").await?;
    unit.kept("files").await?;
    assert_eq!(unit.said(&leaf).await?.evidence.len(), 1);
    unit.browser.press("[data-file-state=refused] [data-do=remove-file]").await?;
    unit.files_are("refused", 0).await?;
    unit.kept("sent").await?;

    // What says to be a PDF and is a page is kept, with what was seen of it, and shown by no viewer.
    let disguised = file(&folder, "biên bản.pdf", b"<html><script>alert(1)</script></html>")?;
    unit.choose(&[&disguised]).await?;
    unit.files_are("given", 2).await?;
    unit.browser.press("[data-document='1'] [data-do=open-file]").await?;
    unit.browser.find(".file-view").await?;
    assert!(unit.browser.driver().find(By::Css(".file-frame")).await.is_err());
    unit.browser.press("[data-do=close-file]").await?;
    unit.browser.find("[data-condition]").await?;

    // Without the server it waits here.
    unit.kept("sent").await?;
    unit.served.kill();
    let later = file(&folder, "sau.pdf", &pdf(4, 3 * MB as usize))?;
    unit.choose(&[&later]).await?;
    unit.files_are("waiting", 1).await?;
    unit.kept("files").await?;
    unit.served.start_again();
    unit.files_are("given", 3).await?;
    unit.kept("sent").await?;
    assert_eq!(unit.said(&leaf).await?.evidence.len(), 3);
    unit.close().await
}
