//! A PIN locks a tablet: without it the app does not open, with it it does without network and signs in as before. What signs in lies nowhere in
//! the clear, and ten wrong PINs need the network.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::json;
use shared::wire::{BallotRow, Status};
use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{COMMUNE, INTERVIEWER, OTHER_INTERVIEWER, PRACTICE};
use tests::hand::{begin, begin_work, choose, fill_the_rest_and_finish, is_chosen, wait_unsent};
use tests::office::{Office, ask_again};
use tests::served::Served;
use thirtyfour::By;

const SOON: Duration = Duration::from_secs(30);
const PIN: &str = "294715";

/// Signs in, sets a PIN, and comes to the lock.
async fn locked(served: &Served, who: &str) -> anyhow::Result<Browser> {
    let browser = Browser::open().await?;
    begin_work(&browser, served, who, PRACTICE).await?;
    browser.find("[data-do=begin]").await?;
    browser.goto(format!("{}/pin", served.url())).await?;
    for (pin, again, why) in [
        (PIN, "294716", "không giống nhau"),
        ("123456", "123456", "dễ đoán"),
        ("909090", "909090", "dễ đoán"),
    ] {
        fill_in(&browser, pin, again).await?;
        let said = format!("document.querySelector('#lock [role=alert]')?.innerText.includes('{why}')");
        browser.wait_until(&said, SOON).await?;
    }
    set(&browser).await?;
    browser.find("#lock-pin").await?;
    browser
        .wait_until("(async () => (await caches.match('/kept/guides-tablet')) !== undefined)()", SOON)
        .await?;
    Ok(browser)
}

async fn fill_in(browser: &Browser, pin: &str, again: &str) -> anyhow::Result<()> {
    browser.find("#lock-again").await?;
    browser.type_into("#lock-pin", pin).await?;
    browser.type_into("#lock-again", again).await?;
    Ok(browser.press("#lock form button").await?)
}

/// Sets the PIN, and is told so.
async fn set(browser: &Browser) -> anyhow::Result<()> {
    fill_in(browser, PIN, PIN).await?;
    browser.wait_until("document.querySelector('#lock h1')?.innerText === 'Đã đặt mã PIN'", SOON).await?;
    Ok(browser.press("#lock form button").await?)
}

async fn unlock(browser: &Browser, pin: &str) -> anyhow::Result<()> {
    browser.type_into("#lock-pin", pin).await?;
    Ok(browser.press("#lock form button").await?)
}

#[tokio::test]
async fn a_pin_opens_the_app_without_network_and_signs_in() -> anyhow::Result<()> {
    let served = Served::start();
    let browser = locked(&served, INTERVIEWER).await?;
    let held = browser.devtools_answer("Network.getCookies", json!({ "urls": [served.url()] })).await?;
    let cookies: Vec<&str> =
        held["cookies"].as_array().into_iter().flatten().filter_map(|it| it["name"].as_str()).collect();
    assert_eq!(cookies, Vec::<&str>::new(), "no browser signs in by itself any more");
    assert!(!browser.visible_text().await?.contains("Bắt đầu phỏng vấn"));

    unlock(&browser, PIN).await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    begin(&browser, "P6", COMMUNE).await?;
    let first = browser.find("[data-screen]").await?.attr("data-screen").await?;
    browser.offline(true).await?;
    browser.refresh().await?;
    browser.find("#lock-pin").await?;
    unlock(&browser, "111111").await?;
    browser.wait_until("document.querySelector('#lock [role=alert]')?.innerText.includes('9')", SOON).await?;
    unlock(&browser, PIN).await?;
    assert_eq!(browser.find("[data-screen]").await?.attr("data-screen").await?, first);
    // Left alone on a table, it locks itself; where it was stays.
    browser.driver().execute("const now = Date.now; Date.now = () => now() + 301000;", Vec::new()).await?;
    browser.wait_until("document.querySelector('#lock-pin')", SOON).await?;
    unlock(&browser, PIN).await?;
    assert_eq!(browser.find("[data-screen]").await?.attr("data-screen").await?, first);
    fill_the_rest_and_finish(&browser, "B").await?;
    browser.offline(false).await?;
    wait_unsent(&browser, 0).await?;
    let admin = Client::sign_in(&served, "admin").await?;
    let statuses: Vec<Status> =
        admin.ballots(PRACTICE).await?.iter().map(|it: &BallotRow| it.status).collect();
    assert_eq!(statuses, [Status::Valid]);

    // The key is there and its bytes are not; the token is in no row.
    let kept = browser
        .driver()
        .execute_async(
            "const done = arguments[0];
             const open = indexedDB.open('parindex-lock');
             open.onsuccess = () => {
               const asked = open.result.transaction('lock').objectStore('lock').get(1);
               asked.onsuccess = async () => {
                 const told = await crypto.subtle.exportKey('raw', asked.result.device).then(() => 'given', () => 'kept');
                 done([told, JSON.stringify(Object.keys(asked.result).sort())]);
               };
             };",
            vec![],
        )
        .await?;
    assert_eq!(kept.json()[0], json!("kept"));
    assert_eq!(kept.json()[1], json!(r#"["device","iv","outer","salt","wrong"]"#));
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    browser.close_all().await
}

#[tokio::test]
async fn ten_wrong_pins_need_the_network_and_lose_nothing() -> anyhow::Result<()> {
    let served = Served::start();
    let browser = locked(&served, INTERVIEWER).await?;
    unlock(&browser, PIN).await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    begin(&browser, "P7", COMMUNE).await?;
    choose(&browser, "/sex", "f").await?;
    browser.refresh().await?;
    browser.offline(true).await?;
    for n in 1..=10 {
        browser.find("#lock-pin").await?;
        unlock(&browser, "000000").await?;
        let told = if n == 10 {
            "document.querySelector('#lock-username')".to_owned()
        } else {
            format!("document.querySelector('#lock [role=alert]')?.innerText.includes(' {} ')", 10 - n)
        };
        browser.wait_until(&told, SOON).await?;
    }
    // The right one helps no more, nor does loading the page again.
    browser.refresh().await?;
    browser.find("#lock-username").await?;
    let sign_in = async || -> anyhow::Result<()> {
        browser.type_into("#lock-username", INTERVIEWER).await?;
        browser.type_into("#lock-password", &served.password(INTERVIEWER)?).await?;
        Ok(browser.press("#lock form button").await?)
    };
    sign_in().await?;
    browser.wait_until("document.querySelector('#lock [role=alert]')?.innerText !== ''", SOON).await?;
    browser.offline(false).await?;
    sign_in().await?;
    // A new one is asked for before anything else, also by who loads the page again.
    browser.find("#lock-again").await?;
    browser.refresh().await?;
    set(&browser).await?;
    browser.find("#lock-pin").await?;
    unlock(&browser, PIN).await?;
    browser.find("[data-screen]").await?;
    assert!(is_chosen(&browser, "/sex", "f").await?, "the interview is as it was");
    browser.close_all().await
}

#[tokio::test]
async fn wrong_pins_of_several_tabs_at_once_are_counted_each() -> anyhow::Result<()> {
    let served = Served::start();
    let browser = locked(&served, INTERVIEWER).await?;
    let mut tabs = Vec::new();
    for _ in 0..3 {
        tabs.push(browser.open_tab(&served.url()).await?);
    }
    tabs.push(browser.driver().window().await?);
    for tab in &tabs {
        browser.to_tab(tab).await?;
        browser.find("#lock-pin").await?;
        // All at one moment of the clock that they share.
        let send = "document.querySelector('#lock-pin').value = '000000';
            const at = Math.ceil(Date.now() / 4000 + 0.5) * 4000;
            setTimeout(() => document.querySelector('#lock form').requestSubmit(), at - Date.now());";
        browser.driver().execute(send, Vec::new()).await?;
    }
    for tab in &tabs {
        browser.to_tab(tab).await?;
        browser
            .wait_until("document.querySelector('#lock [role=alert]')?.innerText.includes('Sai')", SOON)
            .await?;
    }
    unlock(&browser, "000000").await?;
    browser
        .wait_until("document.querySelector('#lock [role=alert]')?.innerText.includes(' 5 ')", SOON)
        .await?;
    browser.close_all().await
}

#[tokio::test]
async fn behind_a_pin_a_back_check_is_opened_from_the_board() -> anyhow::Result<()> {
    let mut office = Office::open("admin").await?;
    ask_again(&mut office.served)?;
    office.tablet = Client::sign_in(&office.served, INTERVIEWER).await?;
    assert_eq!(office.send(|_| {}).await?, StatusCode::CREATED);
    let admin = Client::sign_in(&office.served, "admin").await?;
    let page = format!("/r/{PRACTICE}/backchecks");
    admin.fill(&page, "as=draw&seen=0").await?;
    admin.fill(&page, &format!("as=assign&check-1=yes&account={OTHER_INTERVIEWER}")).await?;

    let browser = locked(&office.served, OTHER_INTERVIEWER).await?;
    unlock(&browser, PIN).await?;
    browser.find("[data-waiting='1']").await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    browser.press("a[href*='/backchecks/1']").await?;
    browser.find("form [name=sex]").await?;
    assert!(browser.driver().current_url().await?.path().starts_with("/e/backcheck"));
    // What was asked before stands there nowhere, nor a way to it.
    assert!(browser.driver().find_all(By::Css("input:checked, a[href*='/flags/']")).await?.is_empty());
    browser.close_all().await?;
    office.browser.close_all().await
}
