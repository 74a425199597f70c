//! The page around all screens: the browser neither translates it nor lays its keyboard over it.

use tests::browser::Browser;
use tests::served::Served;

#[tokio::test]
async fn the_browser_translates_nothing_and_its_keyboard_covers_nothing() -> anyhow::Result<()> {
    let served = Served::start_empty();
    let browser = Browser::open().await?;
    browser.goto(served.url()).await?;
    browser.find("[data-do=sign-in]").await?;
    for language in ["vi", "en"] {
        browser.press(&format!("[data-language={language}]")).await?;
        browser.find(&format!("html[lang={language}]")).await?;
        // What is shown changes with the answers: a translated page would stand still, and say "sent" of what is not.
        let translated = "return [document.documentElement, document.body, document.querySelector('h1')].some(e => e.translate)
            || document.querySelector('meta[name=google]')?.content !== 'notranslate'";
        assert_eq!(browser.driver().execute(translated, vec![]).await?.json(), false, "{language}");
    }
    let viewport = "return document.querySelector('meta[name=viewport]').content";
    let viewport = browser.driver().execute(viewport, vec![]).await?.json().to_string();
    assert!(viewport.contains("interactive-widget=resizes-content"), "{viewport}");
    browser.close_all().await
}
