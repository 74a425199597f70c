//! The wasm of a page traps: the page says so, and goes on with all that was kept when it is loaded again.

use std::time::Duration;

use serde_json::json;

use tests::browser::Browser;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::{begin, begin_work, choose, is_chosen};
use tests::served::Served;

const SOON: Duration = Duration::from_secs(20);

/// Asks the page's own wasm for more memory than there is, which it does not survive.
const TRAP: &str = "const loaded = performance.getEntriesByType('resource').map((entry) => entry.name);
    import(loaded.find((name) => /assets\\/tablet-[0-9a-f]+\\.js$/.test(name)))
        .then(({ default: init }) => init())
        .then((wasm) => setTimeout(() => wasm.__wbindgen_malloc(-1, 1)))";

#[tokio::test]
async fn a_page_whose_wasm_traps_says_so_and_has_lost_nothing() -> anyhow::Result<()> {
    let served = Served::start();
    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    begin(&browser, "P6", COMMUNE).await?;
    choose(&browser, "/sex", "f").await?;
    let own = json!({ "expression": "document.getElementById('trapped').open", "returnByValue": true });
    assert_eq!(browser.devtools_answer("Runtime.evaluate", own).await?["result"]["value"], false);

    browser.devtools("Runtime.evaluate", json!({ "expression": TRAP })).await?;
    browser.wait_until("document.activeElement.closest('#trapped')", SOON).await?;
    assert!(browser.complaints().await?.iter().any(|line| line.contains("RuntimeError")));

    browser.press("#trapped a").await?;
    browser.wait_until("!document.getElementById('trapped').open", SOON).await?;
    assert!(is_chosen(&browser, "/sex", "f").await?);
    browser.close_all().await
}
