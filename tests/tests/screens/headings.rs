//! Every screen has one heading from its first picture on: while its data is on the way, when it comes, and when it does not.

use std::time::Duration;

use serde_json::Value;
use tests::browser::Browser;
use tests::demo::{CLOSED, COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::{begin, fill_the_rest_and_finish, sign_in};
use tests::served::Served;

/// Before each picture that a page draws: notes where it has no heading, or several.
const WATCH: &str = "if (location.protocol.startsWith('http')) {
    const look = () => {
        const shown = document.getElementById('main')?.firstChild;
        const n = [...document.querySelectorAll('h1')].filter(h1 => h1.checkVisibility()).length;
        if (shown && n !== 1) {
            const noted = new Set(JSON.parse(sessionStorage.headings ?? '[]'));
            noted.add(`${n} on ${location.pathname}: ${document.getElementById('main').innerText.slice(-160)}`);
            sessionStorage.headings = JSON.stringify([...noted]);
        }
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}";

/// So long each answer takes.
const SLOW: Duration = Duration::from_millis(400);

async fn noted(browser: &Browser) -> anyhow::Result<Vec<String>> {
    let said = browser.driver().execute("return JSON.parse(sessionStorage.headings ?? '[]')", vec![]).await?;
    Ok(said.json().as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// Goes to each address and waits for what is there at last.
async fn visit(browser: &Browser, served: &Served, stops: &[(String, &str)]) -> anyhow::Result<()> {
    for (path, ready) in stops {
        browser.goto(format!("{}{path}", served.url())).await?;
        browser.find(ready).await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_interviewers_screens_have_one_heading_from_the_first_picture_on() -> anyhow::Result<()> {
    let mut served = Served::start();
    let browser = Browser::open().await?;
    browser.before_each_page(WATCH).await?;
    browser.goto(served.url()).await?;
    browser.slow(SLOW).await?;
    sign_in(&browser, INTERVIEWER, &served.password(INTERVIEWER)?).await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    begin(&browser, "P6", COMMUNE).await?;
    fill_the_rest_and_finish(&browser, "B").await?;
    browser.press("[data-do=board]").await?;
    let board = format!("/c/{PRACTICE}");
    let stops = [
        ("/".to_owned(), "[data-campaign]"),
        (board.clone(), "[data-do=begin]"),
        ("/outbox".to_owned(), "[data-ballot]"),
        ("/device".to_owned(), "[data-fact=app-version]"),
        ("/password".to_owned(), "#password-old"),
        ("/nowhere".to_owned(), "main .notice"),
        (format!("/office/{PRACTICE}"), "main .notice"),
        ("/admin/accounts".to_owned(), "main .notice"),
        ("/admin/log".to_owned(), "main .notice"),
        // The office's part opens no store; the last one has it, when another tab wants it.
        (format!("{board}/interview/00000000-0000-7000-8000-000000000000"), "main .tone-error"),
        ("/c/none".to_owned(), "main .tone-error"),
    ];
    visit(&browser, &served, &stops).await?;
    let mut faults = noted(&browser).await?;

    // In a second tab, with the server and without.
    browser.open_tab("about:blank").await?;
    browser.before_each_page(WATCH).await?;
    let elsewhere = [("/".to_owned(), "[data-store=elsewhere]"), (board, "[data-store=elsewhere]")];
    visit(&browser, &served, &elsewhere).await?;
    served.kill();
    visit(&browser, &served, &elsewhere).await?;
    faults.extend(noted(&browser).await?);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    browser.close_all().await
}

#[tokio::test]
async fn the_offices_screens_have_one_heading_from_the_first_picture_on() -> anyhow::Result<()> {
    let mut served = Served::start();
    let browser = Browser::open().await?;
    browser.before_each_page(WATCH).await?;
    browser.goto(served.url()).await?;
    browser.slow(SLOW).await?;
    sign_in(&browser, "admin", &served.password("admin")?).await?;
    browser.find("[data-campaign]").await?;
    let office = format!("/office/{CLOSED}");
    let stops = [
        (office.clone(), "[data-table=counts] tr[data-form]"),
        (format!("{office}/ballots"), "tr[data-key]"),
        (format!("{office}/ballots/1"), "#history-title"),
        (format!("{office}/ballots/999999"), ".tone-error"),
        (format!("{office}/survey"), "[data-table=survey] tr[data-unit]"),
        ("/office/none/index".to_owned(), ".tone-error"),
        ("/admin/accounts".to_owned(), "main table"),
        ("/admin/log".to_owned(), "main table"),
        (format!("{office}/index"), "[data-table=index] tr[data-unit]"),
    ];
    visit(&browser, &served, &stops).await?;
    // The server is gone: each screen says so below its heading.
    served.kill();
    for tab in ["survey", "ballots", "index"] {
        browser.press(&format!("a.office-tab[href*='/{tab}']")).await?;
        browser.find("main .tone-error").await?;
    }
    browser.press("a.office-tab[href*='/accounts']").await?;
    browser.find("main .tone-error").await?;
    let faults = noted(&browser).await?;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    browser.close_all().await
}
