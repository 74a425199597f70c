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
    assert_eq!(office.ask("document.querySelector('dialog[open]')?.open").await?, "true");
    office.browser.devtools("Input.insertText", json!({ "text": "hạn" })).await?;
    assert_eq!(office.ask(&format!("document.querySelector('{REASON}').value")).await?, "Hết hạn");

    // The word is whole: now the key is the person's.
    escape(&office, 27).await?;
    office.wait_for("dialog[open]", false).await?;
    office.wait_on("[data-do=campaign-menu]").await?;
    office.close().await
}

#[tokio::test]
async fn keys_of_a_word_being_composed_neither_close_nor_send_an_account() -> anyhow::Result<()> {
    const NAME: &str = ".opened #account-name";
    let office = Office::open("admin").await?;
    office.goto("/admin/accounts").await?;
    office.browser.press("[data-do=new-account]").await?;
    office.browser.type_into("#account-username", "dtv78").await?;
    office.browser.find(NAME).await?.click().await?;
    office.browser.find(NAME).await?.send_keys("Lý Thị ").await?;
    for key in ["Escape", "Enter"] {
        let word = json!({ "text": "Mới", "selectionStart": 3, "selectionEnd": 3 });
        office.browser.devtools("Input.imeSetComposition", word).await?;
        press(&office, key, 229).await?;
    }
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(office.ask(&format!("document.querySelectorAll('{NAME}').length")).await?, "1");
    assert_eq!(office.ask("document.querySelectorAll('tr[data-account=dtv78]').length").await?, "0");
    office.browser.devtools("Input.insertText", json!({ "text": "Mới" })).await?;
    assert_eq!(office.ask(&format!("document.querySelector('{NAME}').value")).await?, "Lý Thị Mới");
    press(&office, "Escape", 27).await?;
    office.wait_for(NAME, false).await?;
    office.close().await
}

#[tokio::test]
async fn keys_of_a_word_being_composed_decide_nothing_about_a_ballot() -> anyhow::Result<()> {
    let mut office = Office::open("admin").await?;
    office.send_doubtful().await?;
    office.goto_practice("/ballots?status=pending").await?;
    office.browser.press("tr[data-key] a").await?;
    office.browser.type_into("#reason", "Đã gọi ").await?;
    for key in ["Enter", "Escape"] {
        let word = json!({ "text": "hỏi", "selectionStart": 3, "selectionEnd": 3 });
        office.browser.devtools("Input.imeSetComposition", word).await?;
        press(&office, key, 229).await?;
    }
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(office.ask("document.querySelector('[data-decided]') === null").await?, "true");
    office.browser.devtools("Input.insertText", json!({ "text": "hỏi" })).await?;
    assert_eq!(office.ask("document.querySelector('#reason').value").await?, "Đã gọi hỏi");
    office.browser.press("[data-do=accept]").await?;
    office.wait_for("[data-decided=accept]", true).await?;
    assert!(office.text("ol.history").await?.contains("Đã gọi hỏi"));
    office.close().await
}

/// Escape as the page hears it with this code.
async fn escape(office: &Office, code: u32) -> WebDriverResult<()> {
    press(office, "Escape", code).await
}

/// A key as the page hears it with this code.
async fn press(office: &Office, key: &str, code: u32) -> WebDriverResult<()> {
    for kind in ["rawKeyDown", "keyUp"] {
        let event = json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code });
        office.browser.devtools("Input.dispatchKeyEvent", event).await?;
    }
    Ok(())
}
