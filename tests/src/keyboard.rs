//! Through a page by keyboard alone.

use std::time::Duration;

use anyhow::Context;
use thirtyfour::prelude::*;

use crate::browser::Browser;

/// No screen has more stops for the Tab key before anything that a test looks for.
const MOST_TABS: usize = 120;

/// How long the keyboard may take to come to where it is looked for.
const SOON: Duration = Duration::from_secs(20);

/// Presses a key wherever the keyboard is.
pub async fn key(browser: &Browser, key: impl Into<TypingData>) -> anyhow::Result<()> {
    Ok(browser.driver().active_element().await?.send_keys(key).await?)
}

/// Goes on with the Tab key until the keyboard is on an element that fits; fails where it cannot be seen there.
pub async fn tab_to(browser: &Browser, css: &str) -> anyhow::Result<()> {
    let stands = format!(
        "!document.activeElement.matches(\"{css}\") ? 'elsewhere' :
         document.activeElement.matches(':focus-visible') &&
         getComputedStyle(document.activeElement).outlineStyle !== 'none' ? 'seen' : 'unseen'"
    );
    for _ in 0..MOST_TABS {
        key(browser, Key::Tab).await?;
        match ask(browser, &stands).await?.as_str() {
            "seen" => return Ok(()),
            "unseen" => anyhow::bail!("the keyboard on {css} cannot be seen"),
            _ => {}
        }
    }
    anyhow::bail!("the Tab key does not lead to {css}")
}

/// Waits until the keyboard is on an element that fits.
pub async fn wait_on(browser: &Browser, css: &str) -> anyhow::Result<()> {
    Ok(browser.wait_until(&format!("document.activeElement.matches(\"{css}\")"), SOON).await?)
}

/// What a script says as a text.
pub async fn ask(browser: &Browser, script: &str) -> anyhow::Result<String> {
    let said = browser.driver().execute(&format!("return String({script})"), vec![]).await?;
    Ok(said.json().as_str().context("a text")?.to_owned())
}
