//! Before the first question the tablet says what becomes of the data, and asks: who agrees is asked, who refuses gives no ballot. Why nobody
//! answered is noted without network as well, and comes to the office as ballots do.

use std::time::Duration;

use shared::wire::BallotRow;
use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::{begin, begin_work, fill_the_rest_and_finish, outbox, wait_unsent};
use tests::office::tell_of_the_data;
use tests::served::Served;

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

    browser.offline(true).await?;
    ask(&browser, "P7").await?;
    browser.press("[data-do=refuse]").await?;
    let row = format!("[data-form='P7'][data-place='{COMMUNE}']");
    browser
        .wait_until(
            &format!("document.querySelector(\"{row} [data-count=missed]\")?.innerText === '1'"),
            SOON,
        )
        .await?;
    browser.press(&format!("{row} [data-do=no-answer]")).await?;
    browser.press(&format!("{row} [data-reason=not_met]")).await?;
    browser
        .wait_until(
            &format!("document.querySelector(\"{row} [data-count=missed]\")?.innerText === '2'"),
            SOON,
        )
        .await?;
    browser.wait_until(&format!("!document.querySelector(\"{row} .reasons\")"), SOON).await?;
    browser.refresh().await?;
    outbox(&browser).await?;
    browser.wait_until("document.body.innerText.includes('Không trả lời: Từ chối')", SOON).await?;
    browser.offline(false).await?;
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
