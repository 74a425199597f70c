//! A form is changed while somebody fills it in.

use std::time::Duration;

use anyhow::Context;
use shared::wire::Status;
use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::edition::import_next;
use tests::hand::{
    begin, begin_work, choose, fill_the_rest_and_finish, go_to, is_chosen, screen, type_answer, wait_unsent,
};
use tests::served::Served;

const OLD_WORDS: &str = "Nghề nghiệp hoặc chức vụ (không ghi họ tên)";
const NEW_WORDS: &str = "Nghề nghiệp chính hiện nay";

#[tokio::test]
async fn an_interview_in_progress_ends_on_the_version_it_began_with() -> anyhow::Result<()> {
    let served = Served::start();
    let browser = Browser::open().await?;
    let admin = Client::sign_in(&served, "admin").await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    begin(&browser, "P6", COMMUNE).await?;
    choose(&browser, "/sex", "f").await?;

    let package = Client::sign_in(&served, INTERVIEWER)
        .await?
        .get(&format!("/api/campaigns/{PRACTICE}/package"))
        .await?;
    let kept = package["digest"].as_str().context("a digest")?[..8].to_owned();

    // The office imports a new version; the tablet hears of it in the middle of the interview.
    let before = admin.definition(PRACTICE, "P6").await?;
    let changes = [(before.version.as_str(), "2019.2"), (OLD_WORDS, NEW_WORDS)];
    import_next(&served, &admin, PRACTICE, "P6", &changes).await?;
    browser.press("[data-do=leave]").await?;
    browser.press("header a[href='/device']").await?;
    browser.press("[data-do=refresh]").await?;
    let is_new =
        format!("!document.querySelector('[data-fact=campaign-version]').innerText.includes('{kept}')");
    browser.wait_until(&is_new, Duration::from_secs(30)).await?;
    browser.press("header a.mark").await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    browser.press("[data-draft]").await?;
    assert_eq!(screen(&browser).await?, "/sex");
    assert!(is_chosen(&browser, "/sex", "f").await?);
    go_to(&browser, "/occupation", "A").await?;
    assert!(browser.visible_text().await?.contains(OLD_WORDS));
    type_answer(&browser, "/occupation", "giáo viên").await?;
    fill_the_rest_and_finish(&browser, "B").await?;
    wait_unsent(&browser, 0).await?;

    // The next interview is on the new one; both count.
    begin(&browser, "P6", COMMUNE).await?;
    go_to(&browser, "/occupation", "A").await?;
    assert!(browser.visible_text().await?.contains(NEW_WORDS));
    fill_the_rest_and_finish(&browser, "B").await?;
    wait_unsent(&browser, 0).await?;
    let ballots = admin.ballots(PRACTICE).await?;
    let versions: Vec<_> = ballots.iter().map(|b| (b.header.version.as_str(), b.status)).collect();
    assert_eq!(versions, [("2019.2", Status::Valid), (&before.version, Status::Valid)]);
    browser.close_all().await
}
