//! What is said above the work when something is not as it should be: axe finds nothing serious in it, light and dark.

use std::time::Duration;

use serde_json::json;
use shared::message::{Language, text};
use tests::browser::Browser;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::{
    begin, begin_work, fill_the_rest_and_finish, go_to, outbox, paste_only, sign_in, wait_unsent,
};
use tests::served::Served;
use tests::worker::{WORKERS, in_worker};
use thirtyfour::By;

use crate::{axe, picture};

const SOON: Duration = Duration::from_secs(60);

/// The clock of the worker goes on by a day.
const TOMORROW: &str = "const now = Date.now; Date.now = () => now() + 24 * 3600 * 1000";

/// From now on the network takes answers up and no ballot.
const NO_WAY_UP: &str = "const real = self.fetch; self.fetch = (asked, ...more) =>
    ['PUT', 'POST'].includes(asked.method ?? more[0]?.method) ? Promise.reject(new TypeError('no way up')) : real.call(self, asked, ...more)";

/// Turns the digest that stands behind the id of a ballot in the store's file into no digest.
const DAMAGE: &str = "
    const [id, done] = arguments;
    const files = async folder => {
        const found = [];
        for await (const entry of folder.values())
            found.push(...(entry.kind === 'file' ? [entry] : await files(entry)));
        return found;
    };
    (async () => {
        let damaged = 0;
        for (const entry of await files(await navigator.storage.getDirectory())) {
            const text = new TextDecoder('latin1').decode(await (await entry.getFile()).arrayBuffer());
            for (const row of text.matchAll(new RegExp(id + '[0-9a-f]{64}', 'g'))) {
                const file = await entry.createWritable({ keepExistingData: true });
                await file.write({ type: 'write', position: row.index + id.length, data: 'torn' });
                await file.close();
                damaged += 1;
            }
        }
        done(damaged);
    })().catch(why => done(String(why)));";

/// What axe says of the screen that stands, once `there` is on it.
async fn look(browser: &Browser, name: &str, there: &str) -> anyhow::Result<Vec<String>> {
    browser.find(there).await?;
    let mut faults = Vec::new();
    for dark in [false, true] {
        browser.set_dark(dark).await?;
        let found = axe::serious(browser).await?;
        faults.extend(found.into_iter().map(|fault| format!("{name} dark={dark}: {fault}")));
        let file = picture(&format!("notice-{name}"), (800, 1280), dark, "vi");
        std::fs::create_dir_all(file.parent().expect("a folder"))?;
        browser.driver().screenshot(&file).await?;
    }
    browser.set_dark(false).await?;
    Ok(faults)
}

/// Another ballot on P6, finished.
async fn finish_one(browser: &Browser) -> anyhow::Result<String> {
    begin(browser, "P6", COMMUNE).await?;
    fill_the_rest_and_finish(browser, "B").await?;
    let sealed = browser.find("[data-sealed]").await?;
    Ok(sealed.attr("data-sealed").await?.unwrap_or_default())
}

#[tokio::test]
async fn nothing_serious_is_in_what_is_said_when_something_is_wrong() -> anyhow::Result<()> {
    let mut served = Served::start();
    let browser = Browser::open().await?;
    browser.before_each_page(WORKERS).await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    let held = finish_one(&browser).await?;
    wait_unsent(&browser, 0).await?;

    // No network, a full disk.
    served.kill();
    finish_one(&browser).await?;
    let mut faults = look(&browser, "sealed-offline", "[data-sealed]").await?;
    outbox(&browser).await?;
    faults.extend(look(&browser, "offline", "[data-do=send]").await?);
    browser.driver().back().await?;
    begin(&browser, "P6", COMMUNE).await?;
    go_to(&browser, "/occupation", "A").await?;
    let quota = json!({ "origin": served.url(), "quotaSize": 1 });
    browser.devtools("Storage.overrideQuotaForOrigin", quota).await?;
    paste_only(&browser, "/occupation", &"a".repeat(1_500_000)).await?;
    faults.extend(look(&browser, "not-saved", "[data-do=retry]").await?);
    let quota = json!({ "origin": served.url() });
    browser.devtools("Storage.overrideQuotaForOrigin", quota).await?;
    browser.press("[data-do=retry]").await?;
    // It is too long, so it is not called saved; nothing says any more that it is not kept.
    browser.wait_until("!document.querySelector('[data-do=retry], .saving, .lost')", SOON).await?;
    browser.press("[data-do=leave]").await?;

    // The session has ended, and the clock is a day ahead.
    served.expire_sessions_of(INTERVIEWER);
    in_worker(&browser, TOMORROW).await?;
    served.start_again();
    browser.driver().execute("dispatchEvent(new Event('online'))", vec![]).await?;
    faults.extend(look(&browser, "session-ended", "[data-state=needs-sign-in]").await?);
    faults.extend(look(&browser, "clock", "[data-clock=wrong]").await?);
    browser.press("main a[href='/sign-in']").await?;
    sign_in(&browser, INTERVIEWER, &served.password(INTERVIEWER)?).await?;
    wait_unsent(&browser, 0).await?;

    // Another tab has the store; then a row of it is damaged.
    let first = browser.open_tab(&served.url()).await?;
    faults.extend(look(&browser, "elsewhere", "[data-store=elsewhere]").await?);
    browser.driver().close_window().await?;
    browser.to_tab(&first).await?;
    browser.goto(format!("{}/manifest.webmanifest", served.url())).await?;
    let damaged = browser.driver().execute_async(DAMAGE, vec![held.into()]).await?;
    assert!(damaged.json().as_u64().is_some_and(|rows| rows > 0), "{}", damaged.json());
    browser.goto(format!("{}/outbox", served.url())).await?;
    faults.extend(look(&browser, "damaged", "[data-unreadable='1']").await?);
    let said = browser.find("main").await?.text().await?;
    assert!(!said.contains("1970") && said.matches("không đọc được").count() == 1, "{said}");
    assert_eq!(browser.driver().find_all(By::Css("[data-state=parked]")).await?.len(), 0);
    browser.refresh().await?;
    browser.find("[data-unreadable='1']").await?;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    browser.close_all().await
}

#[tokio::test]
async fn nothing_serious_is_in_what_is_said_after_a_restore() -> anyhow::Result<()> {
    let mut served = Served::start();
    let elsewhere = tempfile::TempDir::new()?;
    let backup = elsewhere.path().join("backup.zip");
    served.command(&["backup", &backup.display().to_string()]);
    let browser = Browser::open().await?;
    browser.before_each_page(WORKERS).await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    finish_one(&browser).await?;
    wait_unsent(&browser, 0).await?;
    served.lay_back(&backup);
    browser.goto(format!("{}/outbox", served.url())).await?;
    browser.find(".outbox-head").await?;
    in_worker(&browser, NO_WAY_UP).await?;
    browser.press("main a[href='/sign-in']").await?;
    sign_in(&browser, INTERVIEWER, &served.password(INTERVIEWER)?).await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    outbox(&browser).await?;
    let again = text(Language::Vi, "field.outbox-again", &[("n", "1")]);
    browser
        .wait_until(&format!("document.querySelector('main').innerText.includes('{again}')"), SOON)
        .await?;
    let faults = look(&browser, "sent-again", "[data-do=send]").await?;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    browser.refresh().await?;
    wait_unsent(&browser, 0).await?;
    browser.close_all().await
}
