//! What an interviewer seldom comes by: consent, stopping, why nobody answered, a lock, ballots that travel by hand, messages.

use std::time::Duration;

use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::{begin_work, fill_the_rest_and_finish, outbox};
use tests::office::tell_of_the_data;
use tests::served::Served;

use crate::SIZES;
use crate::tour::seen;

const SOON: Duration = Duration::from_secs(30);
const PIN: &str = "294715";

/// Looks at what is there, and goes on with it as it was.
async fn looked_at(browser: &Browser, name: &str) -> anyhow::Result<Vec<String>> {
    let faults = seen(browser, name, "vi").await?;
    browser.set_dark(false).await?;
    browser.set_size(SIZES[1].0, SIZES[1].1).await?;
    Ok(faults)
}

#[tokio::test]
async fn what_stands_beside_an_interview_has_nothing_serious() -> anyhow::Result<()> {
    let mut served = Served::start();
    tell_of_the_data(&mut served)?;
    let admin = Client::sign_in(&served, "admin").await?;
    for text in ["Chiều+mai+họp.%0ANhớ+mang+máy.", "Gọi+bà+An+trước+khi+đến."] {
        let fields = format!("text={text}&to-{INTERVIEWER}=yes");
        admin.fill(&format!("/r/{PRACTICE}/messages"), &fields).await?;
    }
    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    browser.press("[data-do=read]").await?;
    browser.press("details[data-messages] summary").await?;
    let mut faults = looked_at(&browser, "board-messages").await?;

    let row = format!("[data-form='P7'][data-place='{COMMUNE}']");
    browser.press(&format!("{row} [data-do=no-answer]")).await?;
    faults.extend(looked_at(&browser, "board-reasons").await?);
    browser.press(&format!("{row} [data-reason=not_met]")).await?;
    faults.extend(looked_at(&browser, "board-ask-back").await?);
    browser.press("dialog button:not([data-do])").await?;

    browser.press(&format!("{row} [data-do=begin]")).await?;
    browser.find(".consent").await?;
    faults.extend(looked_at(&browser, "consent").await?);
    browser.press("[data-do=agree]").await?;
    browser.press("[data-do=stop]").await?;
    browser.find("dialog [data-do=note]").await?;
    faults.extend(looked_at(&browser, "interview-stop").await?);
    browser.press("dialog button:not([data-do])").await?;
    // The page that carries is kept as guides are.
    browser
        .wait_until("(async () => (await caches.match('/kept/guides-tablet')) !== undefined)()", SOON)
        .await?;
    served.kill();
    fill_the_rest_and_finish(&browser, "no").await?;
    outbox(&browser).await?;
    browser.press("[data-do=carry]").await?;
    browser.find("#carry a[download]").await?;
    faults.extend(looked_at(&browser, "carry").await?);
    served.start_again();

    browser.goto(format!("{}/pin", served.url())).await?;
    browser.find("#lock-again").await?;
    faults.extend(looked_at(&browser, "pin-set").await?);
    browser.type_into("#lock-pin", PIN).await?;
    browser.type_into("#lock-again", PIN).await?;
    browser.press("#lock form button").await?;
    browser.wait_until("!document.querySelector('#lock-pin')", SOON).await?;
    faults.extend(looked_at(&browser, "pin-is-set").await?);
    browser.press("#lock form button").await?;
    browser.find("#lock-pin").await?;
    faults.extend(looked_at(&browser, "pin-locked").await?);
    faults.extend(browser.complaints().await?);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    browser.close_all().await
}
