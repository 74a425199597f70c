//! A rejected ballot comes back to its interviewer's tablet with the reason, and is done again as a new ballot that names it.

use serde_json::json;
use shared::wire::{BallotDetail, Status};
use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::{begin_work, fill_the_rest_and_finish, outbox, wait_unsent};
use tests::office::tell_of_the_data;
use tests::served::Served;

const SOON: std::time::Duration = std::time::Duration::from_secs(30);

#[tokio::test]
async fn a_rejected_ballot_is_done_again_from_a_copy_of_its_answers() -> anyhow::Result<()> {
    let mut served = Served::start();
    tell_of_the_data(&mut served)?;
    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    browser.press(&format!("[data-form='P6'][data-place='{COMMUNE}'] [data-do=begin]")).await?;
    browser.press("[data-do=agree]").await?;
    browser.find("[data-screen]").await?;
    fill_the_rest_and_finish(&browser, "B").await?;
    wait_unsent(&browser, 0).await?;

    let admin = Client::sign_in(&served, "admin").await?;
    let detail = async |key: i64| -> anyhow::Result<BallotDetail> {
        Ok(serde_json::from_value(admin.get(&format!("/api/campaigns/{PRACTICE}/ballots/{key}")).await?)?)
    };
    let reject = json!({ "decision": "reject", "reason": "Gọi lại: chưa hỏi hết" });
    admin.post(&format!("/api/campaigns/{PRACTICE}/ballots/1/reviews"), &reject).await?;

    // At its next contact the tablet says so, on the board and in the outbox.
    browser.press("[data-do=board]").await?;
    browser.refresh().await?;
    outbox(&browser).await?;
    browser.wait_until("document.querySelector('[data-ballot]')?.innerText.includes('Lý do trả lại: Gọi lại: chưa hỏi hết')", SOON).await?;
    browser.goto(format!("{}/c/{PRACTICE}", served.url())).await?;
    let row = browser.find("[data-returned]").await?.text().await?;
    assert!(
        row.contains("Lý do trả lại: Gọi lại: chưa hỏi hết") && row.contains("Phỏng vấn xong lúc"),
        "{row}"
    );

    // Who answers anew agrees anew. The copy has all the answers: nothing is left to fill in.
    browser.press("[data-returned] [data-do=again]").await?;
    browser.press("[data-do=agree]").await?;
    browser.find("[data-screen]").await?;
    fill_the_rest_and_finish(&browser, "A").await?;
    wait_unsent(&browser, 0).await?;
    let (first, second) = (detail(1).await?, detail(2).await?);
    assert_eq!(second.row.header.replaces, Some(first.row.header.id));
    let agreed = [&first, &second].map(|it| it.row.header.consented.unwrap());
    assert!(agreed[0] < agreed[1], "{agreed:?}");
    assert_eq!((first.row.status, second.row.status), (Status::Rejected, Status::Valid));
    let said = |detail: &BallotDetail| -> Vec<(String, String)> {
        let asked = detail.answers.iter().filter(|it| !it.kind.is_metadata());
        asked.map(|it| (it.question.clone(), it.value.clone())).collect()
    };
    assert_eq!(said(&second), said(&first));

    // Nothing is offered any more, and the office sees both directions.
    browser.press("[data-do=board]").await?;
    browser
        .wait_until(
            "document.querySelector('[data-do=begin]') && !document.querySelector('[data-returned]')",
            SOON,
        )
        .await?;
    assert_eq!((first.replaced_by[0].key, second.replaces[0].key), (2, 1));
    browser.close_all().await
}
