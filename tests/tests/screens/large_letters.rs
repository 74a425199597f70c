//! Letters of twice the size, as people set them in their browser: no screen is wider than its window, and the way on is whole
//! on the smallest phone.

use std::time::Duration;

use serde_json::{Value, json};
use tests::browser::Browser;
use tests::demo::{CLOSED, COMMUNE, DISTRICT, INTERVIEWER, PRACTICE};
use tests::hand::{begin, fill_the_rest_and_finish, go_on_to_units, sign_in};
use tests::served::Served;

use crate::picture;

const PHONE: (u32, u32) = (360, 640);
const TABLET: (u32, u32) = (800, 1280);
const SIZES: [(u32, u32); 3] = [PHONE, (390, 844), TABLET];

/// What is wider than the window, and a next button that is not whole or too low for a finger.
const LOOK: &str = "
    const width = document.documentElement.clientWidth;
    const wide = [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > width + 1 && !e.closest('.visually-hidden'))
        .map(e => e.outerHTML.slice(0, 80));
    const faults = document.documentElement.scrollWidth > width ? ['wider: ' + wide.slice(0, 2).join()] : [];
    const next = document.querySelector('[data-do=next]');
    if (next) {
        const box = next.getBoundingClientRect();
        const inside = box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= width;
        const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        if (!inside || box.height < 44 || !next.contains(at))
            faults.push(`next: ${JSON.stringify(box)}`);
    }
    return faults;";

#[tokio::test]
async fn letters_of_twice_the_size_leave_the_way_on() -> anyhow::Result<()> {
    let served = Served::start();
    served.command(&["account", "assign", INTERVIEWER, "--campaign", PRACTICE, COMMUNE, DISTRICT]);
    let browser = Browser::open_with(&[], json!({ "webkit.webprefs.default_font_size": 32 })).await?;
    let board = format!("{}/c/{PRACTICE}", served.url());
    browser.goto(served.url()).await?;
    let size = "return getComputedStyle(document.documentElement).fontSize";
    assert_eq!(browser.driver().execute(size, vec![]).await?.json(), "32px");
    let mut faults = look(&browser, "sign-in", "[data-do=sign-in]").await?;
    sign_in(&browser, INTERVIEWER, &served.password(INTERVIEWER)?).await?;
    browser.find("[data-campaign]").await?;
    browser.goto(&board).await?;
    faults.extend(look(&browser, "board", "[data-do=begin]").await?);
    browser.goto(format!("{}/outbox", served.url())).await?;
    faults.extend(look(&browser, "outbox", ".outbox-head").await?);
    browser.goto(&board).await?;
    begin(&browser, "P7", COMMUNE).await?;
    faults.extend(look(&browser, "interview", "[data-do=next]").await?);
    fill_the_rest_and_finish(&browser, "no").await?;
    faults.extend(look(&browser, "thanks", "[data-sealed]").await?);
    browser.goto(&board).await?;
    begin(&browser, "P4", DISTRICT).await?;
    go_on_to_units(&browser).await?;
    faults.extend(look(&browser, "interview-units", "[data-do=next]").await?);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    browser.close_all().await
}

#[tokio::test]
async fn letters_of_twice_the_size_leave_the_office_whole() -> anyhow::Result<()> {
    let served = Served::start();
    let browser = Browser::open_with(&[], json!({ "webkit.webprefs.default_font_size": 32 })).await?;
    browser.goto(served.url()).await?;
    sign_in(&browser, "admin", &served.password("admin")?).await?;
    browser.find("[data-campaign]").await?;
    let mut faults = look(&browser, "office-home", "[data-campaign]").await?;
    let stops = [
        (format!("/office/{CLOSED}/index"), "index", "[data-table=index] tr[data-unit]"),
        (format!("/office/{CLOSED}/survey"), "survey", "[data-table=survey] tr[data-unit]"),
        (format!("/office/{CLOSED}/ballots"), "ballots", "tr[data-key]"),
        (format!("/office/{CLOSED}"), "fieldwork", "[data-table=counts] tr[data-form]"),
        ("/admin/accounts".to_owned(), "accounts", "main table"),
        ("/admin/log".to_owned(), "log", "main table"),
    ];
    for (path, name, ready) in stops {
        browser.goto(format!("{}{path}", served.url())).await?;
        faults.extend(look(&browser, name, ready).await?);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    browser.close_all().await
}

/// Looks at the screen that stands, at all sizes, light and dark.
async fn look(browser: &Browser, name: &str, ready: &str) -> anyhow::Result<Vec<String>> {
    browser.wait_until(&format!("document.querySelector('{ready}')"), Duration::from_secs(30)).await?;
    let mut faults = Vec::new();
    for dark in [false, true] {
        browser.set_dark(dark).await?;
        for size in SIZES {
            browser.set_size(size.0, size.1).await?;
            let found = browser.driver().execute(LOOK, vec![]).await?.json().clone();
            for fault in found.as_array().into_iter().flatten().filter_map(Value::as_str) {
                faults.push(format!("{name} {} × {} dark={dark}: {fault}", size.0, size.1));
            }
            let file = picture(&format!("large-letters-{name}"), size, dark, "vi");
            std::fs::create_dir_all(file.parent().expect("a folder"))?;
            browser.driver().screenshot(&file).await?;
        }
    }
    browser.set_dark(false).await?;
    browser.set_size(TABLET.0, TABLET.1).await?;
    Ok(faults)
}
