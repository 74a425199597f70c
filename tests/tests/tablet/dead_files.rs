//! The files under the store: closed under a living worker, or held by somebody else.

use std::time::Duration;

use tests::browser::Browser;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::{begin, begin_work, choose, go_to, is_chosen};
use tests::served::Served;
use tests::worker::{WORKERS, in_worker};
use thirtyfour::prelude::*;

const SOON: Duration = Duration::from_secs(60);

/// Closes each file that is open, when it is used next, as an engine may; those opened later too, as long as `self.dying`.
const CLOSE_FILES: &str = "self.later = new WeakSet(); self.dying = false; self.died = 0;
    self.open = FileSystemFileHandle.prototype.createSyncAccessHandle;
    FileSystemFileHandle.prototype.createSyncAccessHandle = async function (...given) {
        const file = await self.open.apply(this, given);
        self.later.add(file);
        return file;
    };
    for (const act of ['read', 'write', 'flush', 'truncate', 'getSize']) {
        const real = FileSystemSyncAccessHandle.prototype[act];
        FileSystemSyncAccessHandle.prototype[act] = function (...given) {
            if (self.dying || !self.later.has(this)) this.close();
            return real.apply(this, given);
        };
    }";

#[tokio::test]
async fn files_that_die_under_a_living_worker_are_opened_again() -> anyhow::Result<()> {
    let served = Served::start();
    let browser = Browser::open().await?;
    browser.before_each_page(WORKERS).await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    begin(&browser, "P6", COMMUNE).await?;
    choose(&browser, "/sex", "f").await?;
    go_to(&browser, "/age", "A").await?;

    // Once: nobody notices.
    in_worker(&browser, CLOSE_FILES).await?;
    choose(&browser, "/age", "31_45").await?;
    browser.wait_until("window.workers.length === 1", SOON).await?;

    // Again and again: it is said, and saving again helps as soon as files live.
    in_worker(&browser, "self.dying = true").await?;
    browser.press("[data-path='/age'][data-answer='46_60']").await?;
    browser.find("[data-do=retry]").await?;
    browser.press("[data-do=retry]").await?;
    browser.find("[data-do=retry]").await?;
    in_worker(&browser, "self.dying = false").await?;
    browser.press("[data-do=retry]").await?;
    browser.wait_until("document.querySelector('[data-saved=\"/age\"]')", SOON).await?;
    browser.refresh().await?;
    browser.find("[data-screen='/age']").await?;
    assert!(is_chosen(&browser, "/age", "46_60").await?);
    browser.close_all().await
}

/// Holds every private file of the site, and says how many.
const HOLD: &str = "return (async () => {
    window.held = [];
    const hold = async (folder) => {
        for await (const entry of folder.values()) {
            if (entry.kind === 'directory') await hold(entry);
            else window.held.push(await entry.createWritable({ keepExistingData: true }));
        }
    };
    await hold(await navigator.storage.getDirectory());
    return window.held.length;
})()";

#[tokio::test]
async fn files_that_somebody_holds_are_said_to_be_held() -> anyhow::Result<()> {
    let served = Served::start();
    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;

    // A page of the site that is not the app.
    browser.goto(format!("{}/api/session", served.url())).await?;
    let held = browser.driver().execute(HOLD, vec![]).await?;
    assert!(held.json().as_u64() > Some(0), "{held:?}");
    let holder = browser.open_tab(&served.url()).await?;
    browser.find("[data-store=broken]").await?;
    assert!(browser.visible_text().await?.contains("bị một thẻ Parindex khác giữ"));
    assert_eq!(browser.driver().find_all(By::Css("[data-do=take-over]")).await?.len(), 0);

    let app = browser.driver().window().await?;
    browser.to_tab(&holder).await?;
    browser.driver().execute("return Promise.all(window.held.map((file) => file.abort()))", vec![]).await?;
    browser.to_tab(&app).await?;
    browser.press("[data-do=open-again]").await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    begin(&browser, "P6", COMMUNE).await?;
    browser.close_all().await
}
