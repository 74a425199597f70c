//! What is published, as everybody sees it: without a script, a correction and what it corrects, by keyboard, and on paper.

use serde_json::json;
use tests::browser::Browser;
use tests::demo::CLOSED;
use tests::keyboard::{ask, key, tab_to};
use tests::served::Served;
use thirtyfour::prelude::*;

use crate::tour::seen;

/// Publishes the sample, and corrects the number of the decision.
fn published() -> Served {
    let served = Served::start();
    for decision in ["86/QĐ-UBND", "90/QĐ-UBND"] {
        let by = ["publish", "--campaign", CLOSED, "--decision", decision, "--date", "2020-02-05"];
        served.command(&[&by[..], &["--reason", "Sửa số quyết định"]].concat());
    }
    served
}

#[tokio::test]
async fn what_is_published_has_nothing_serious() -> anyhow::Result<()> {
    let served = published();
    let browser = Browser::open().await?;
    let mut faults = Vec::new();
    for (name, path) in [("public", ""), ("public-older", "/1")] {
        for language in ["vi", "en"] {
            browser.goto(format!("{}/p/{CLOSED}{path}?lang={language}", served.url())).await?;
            faults.extend(seen(&browser, name, language).await?);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    browser.close_all().await
}

#[tokio::test]
async fn a_reader_finds_its_unit_by_keyboard() -> anyhow::Result<()> {
    let served = published();
    let browser = Browser::open().await?;
    browser.goto(format!("{}/p/{CLOSED}?lang=vi", served.url())).await?;
    tab_to(&browser, "summary").await?;
    key(&browser, Key::Enter).await?;
    tab_to(&browser, "nav a[href$='-STP']").await?;
    key(&browser, Key::Enter).await?;
    let row = "[...document.querySelectorAll('tr:target')].filter(row => {
        const box = row.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight;
    }).map(row => row.querySelector('th').textContent).join()";
    assert_eq!(ask(&browser, row).await?, "Sở Tư pháp");
    browser.close_all().await
}

#[tokio::test]
async fn it_is_printed_on_a4_whole_and_without_what_only_a_screen_needs() -> anyhow::Result<()> {
    let served = published();
    let browser = Browser::open().await?;
    browser.goto(format!("{}/p/{CLOSED}?lang=vi", served.url())).await?;
    browser.set_print(true).await?;
    let seen = "['nav', '.files', '.slim', '.broad', '.wide', 'h1'].filter(one =>
        document.querySelector(one).checkVisibility()).join(' ')";
    assert_eq!(ask(&browser, seen).await?, ".broad .wide h1");
    let cut = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1";
    assert_eq!(ask(&browser, cut).await?, "false");
    browser.set_print(false).await?;
    // Two tables, two charts: neither a page for each, nor all squeezed onto one.
    for (pages, are_there) in [("1-3", true), ("6", false)] {
        let how = json!({ "preferCSSPageSize": true, "pageRanges": pages });
        let printed = browser.devtools_answer("Page.printToPDF", how).await;
        assert_eq!(printed.is_ok_and(|it| it["data"].is_string()), are_there, "{pages}");
    }
    browser.close_all().await
}
