//! Words that are composed in a window of its own: Escape of the input method takes the word back and closes nothing.

use serde_json::json;
use tests::office::Office;
use thirtyfour::prelude::*;

const REASON: &str = "dialog #closing-reason";

#[tokio::test]
async fn escape_of_a_word_being_composed_closes_no_dialog() -> anyhow::Result<()> {
    let office = Office::open("admin").await?;
    office.goto_practice("").await?;
    office.browser.press("[data-do=campaign-menu]").await?;
    office.browser.press("[data-do=closing]").await?;
    office.browser.find(REASON).await?.click().await?;
    office.browser.find(REASON).await?.send_keys("Hết ").await?;
    let word = json!({ "text": "hạn", "selectionStart": 3, "selectionEnd": 3 });
    office.browser.devtools("Input.imeSetComposition", word).await?;
    // With its own code, with that of an input method, and more than once: browsers ask the page only the first time.
    for code in [27, 229, 27, 229, 27] {
        escape(&office, code).await?;
    }
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(office.ask("document.querySelector('dialog')?.open").await?, "true");
    office.browser.devtools("Input.insertText", json!({ "text": "hạn" })).await?;
    assert_eq!(office.ask(&format!("document.querySelector('{REASON}').value")).await?, "Hết hạn");

    // The word is whole: now the key is the person's.
    escape(&office, 27).await?;
    office.wait_for("dialog", false).await?;
    office.wait_on("[data-do=campaign-menu]").await?;
    office.close().await
}

/// Escape as the page hears it with this code.
async fn escape(office: &Office, code: u32) -> WebDriverResult<()> {
    for kind in ["rawKeyDown", "keyUp"] {
        let event = json!({ "type": kind, "key": "Escape", "code": "Escape", "windowsVirtualKeyCode": code });
        office.browser.devtools("Input.dispatchKeyEvent", event).await?;
    }
    Ok(())
}
