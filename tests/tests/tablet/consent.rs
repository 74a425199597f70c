//! Before the first question the tablet says what becomes of the data, and asks: who agrees is asked, who refuses gives no ballot. Why nobody
//! answered is noted without network as well, and comes to the office as ballots do.

use std::time::Duration;

use shared::wire::BallotRow;
use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::{begin, begin_work, choose, fill_the_rest_and_finish, outbox, wait_unsent};
use tests::keyboard::key;
use tests::office::tell_of_the_data;
use tests::served::Served;
use thirtyfour::Key;

const SOON: Duration = Duration::from_secs(20);

/// Presses what begins an interview on a form.
async fn ask(browser: &Browser, form: &str) -> anyhow::Result<()> {
    Ok(browser.press(&format!("[data-form='{form}'][data-place='{COMMUNE}'] [data-do=begin]")).await?)
}

/// The rows of the office's table of who did not answer: form, place, interviewer, reason.
async fn noted(admin: &Client) -> anyhow::Result<Vec<String>> {
    let table = admin.open(&format!("/r/{PRACTICE}/nonresponse?as=csv")).await?.text().await?;
    let cells = |row: &str| row.split(',').skip(1).take(4).collect::<Vec<_>>().join(" ");
    Ok(table.lines().skip(1).map(cells).collect())
}

/// Whether the row of P7 says this number.
fn count(name: &str, n: u32) -> String {
    let row = format!("[data-form='P7'][data-place='{COMMUNE}']");
    format!(
        "(document.querySelector(\"{row} [data-count={name}]\")?.innerText ?? (document.querySelector(\"{row}\") && '0')) === '{n}'"
    )
}

async fn held(admin: &Client) -> anyhow::Result<Vec<BallotRow>> {
    admin.ballots(PRACTICE).await
}

#[tokio::test]
async fn who_is_asked_reads_of_the_data_first_and_a_refusal_is_no_ballot() -> anyhow::Result<()> {
    let mut served = Served::start();
    tell_of_the_data(&mut served)?;
    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    ask(&browser, "P7").await?;
    let told = browser.find(".consent").await?.text().await?;
    for said in [
        "UBND tỉnh Bắc Kạn",
        "Ý kiến về thủ tục hành chính",
        "Xác định Chỉ số cải cách hành chính",
        "31/12/2099",
        "Bà Lý Thị An, 0209 000 000",
        "tự nguyện",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    browser
        .wait_until("!document.querySelector('[data-screen], .consent input, .consent :checked')", SOON)
        .await?;
    // Left and opened again, also after a restart, it asks again.
    browser.refresh().await?;
    browser.press("[data-do=agree]").await?;
    browser.find("[data-screen]").await?;
    browser.refresh().await?;
    browser.find("[data-screen]").await?;
    fill_the_rest_and_finish(&browser, "no").await?;
    wait_unsent(&browser, 0).await?;
    browser.press("[data-do=board]").await?;

    served.kill();
    ask(&browser, "P7").await?;
    browser.press("[data-do=refuse]").await?;
    browser.press("dialog [data-do=note]").await?;
    let row = format!("[data-form='P7'][data-place='{COMMUNE}']");
    browser.wait_until(&count("missed", 1), SOON).await?;
    browser.press(&format!("{row} [data-do=no-answer]")).await?;
    browser.press(&format!("{row} [data-reason=not_met]")).await?;
    browser.press("dialog [data-do=note]").await?;
    browser.wait_until(&count("missed", 2), SOON).await?;
    browser.wait_until(&format!("!document.querySelector(\"{row} .reasons\")"), SOON).await?;
    browser.refresh().await?;
    outbox(&browser).await?;
    browser.wait_until("document.body.innerText.includes('Không trả lời: Từ chối')", SOON).await?;
    served.start_again();
    wait_unsent(&browser, 0).await?;

    let admin = Client::sign_in(&served, "admin").await?;
    let who = |reason: &str| format!("P7 {COMMUNE} {INTERVIEWER} {reason}");
    assert_eq!(noted(&admin).await?, [who("refused"), who("not_met")]);
    let ballots = held(&admin).await?;
    assert_eq!(ballots.len(), 1);
    let header = &ballots[0].header;
    let agreed = header.consented.expect("the ballot says when its respondent agreed");
    assert!(header.started <= agreed && agreed <= header.finished);
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    browser.close_all().await
}

#[tokio::test]
async fn of_who_was_not_asked_to_the_end_nothing_stays() -> anyhow::Result<()> {
    let mut served = Served::start();
    tell_of_the_data(&mut served)?;
    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    let there = format!("!document.querySelector('.draft') && {}", count("drafts", 0));
    for out in ["key", "button", "logo"] {
        ask(&browser, "P7").await?;
        browser.find(".consent").await?;
        let head = browser.find(".interview-bar").await?.text().await?;
        assert!(head.contains("P7") && head.contains("Sông Cầu") && !head.contains("Trang"), "{head}");
        // What chooses at a question does nothing here.
        key(&browser, "1").await?;
        match out {
            "key" => key(&browser, Key::Escape).await?,
            "button" => browser.press("[data-do=leave]").await?,
            _ => browser.press("header a[href='/']").await?,
        }
        if out == "logo" {
            browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
        }
        browser.wait_until(&there, SOON).await?;
    }
    browser.close_all().await
}

#[tokio::test]
async fn who_answers_may_stop_and_a_slip_is_taken_back() -> anyhow::Result<()> {
    let mut served = Served::start();
    tell_of_the_data(&mut served)?;
    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    begin(&browser, "P7", COMMUNE).await?;
    choose(&browser, "/sex", "f").await?;
    browser.press("[data-do=stop]").await?;
    browser.press("dialog .dialog-actions button").await?;
    browser.find("[data-screen]").await?;
    served.kill();
    browser.press("[data-do=stop]").await?;
    browser.press("dialog [data-do=note]").await?;
    browser.wait_until(&count("missed", 1), SOON).await?;
    browser.wait_until(&count("drafts", 0), SOON).await?;

    // A slip: asked back, and taken back while it is here alone.
    let row = format!("[data-form='P7'][data-place='{COMMUNE}']");
    browser.press(&format!("{row} [data-do=no-answer]")).await?;
    browser.press(&format!("{row} [data-reason=moved]")).await?;
    browser.press("dialog [data-do=note]").await?;
    browser.wait_until(&count("missed", 2), SOON).await?;
    outbox(&browser).await?;
    let slip = "[...document.querySelectorAll('.ballot')].find(it => it.innerText.includes('chuyển đi'))";
    browser.wait_until(slip, SOON).await?;
    let take_back = format!("{slip}.querySelector('[data-do=take-back]').click()");
    browser.driver().execute(&take_back, Vec::new()).await?;
    browser.wait_until(&format!("!{slip}"), SOON).await?;
    served.start_again();
    wait_unsent(&browser, 0).await?;
    browser
        .wait_until("document.querySelector('.ballot').innerText.includes('báo người giám sát')", SOON)
        .await?;
    let admin = Client::sign_in(&served, "admin").await?;
    assert_eq!(noted(&admin).await?, [format!("P7 {COMMUNE} {INTERVIEWER} refused")]);
    assert_eq!(held(&admin).await?.len(), 0);
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    browser.close_all().await
}

#[tokio::test]
async fn a_campaign_that_says_nothing_of_the_data_asks_its_first_question_at_once() -> anyhow::Result<()> {
    let served = Served::start();
    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    begin(&browser, "P7", COMMUNE).await?;
    fill_the_rest_and_finish(&browser, "no").await?;
    wait_unsent(&browser, 0).await?;
    let admin = Client::sign_in(&served, "admin").await?;
    assert_eq!(held(&admin).await?[0].header.consented, None);
    browser.close_all().await
}
