//! Signing out, a session that is gone, a second person on the same tablet, a session that an admin ended.

use shared::wire::{AccountChange, BallotRow, Status};
use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{COMMUNE, INTERVIEWER, OTHER_INTERVIEWER, PRACTICE};
use tests::hand::{
    begin, begin_work, choose, fill_the_rest_and_finish, is_chosen, screen, sign_in, sign_out, unsent,
    wait_unsent,
};
use tests::served::Served;
use thirtyfour::prelude::*;

const SOON: std::time::Duration = std::time::Duration::from_secs(30);

#[tokio::test]
async fn finished_ballots_outlive_sessions_and_are_sent_whoever_signs_in() -> anyhow::Result<()> {
    let mut served = Served::start();
    let browser = Browser::open().await?;
    let admin = Client::sign_in(&served, "admin").await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;

    // Without network: a ballot is finished, another one is in progress; meanwhile the browser loses its cookies.
    served.kill();
    begin(&browser, "P6", COMMUNE).await?;
    fill_the_rest_and_finish(&browser, "B").await?;
    begin(&browser, "P7", COMMUNE).await?;
    choose(&browser, "/sex", "f").await?;
    browser.press("[data-do=leave]").await?;
    wait_unsent(&browser, 1).await?;
    browser.driver().delete_all_cookies().await?;
    served.start_again();
    browser.find("[data-state=needs-sign-in]").await?;
    assert_eq!(unsent(&browser).await?, 1, "the ballot waits");

    // Signing out says that it stays, and so does the screen for signing in, also after a reload.
    assert_eq!(sign_out(&browser).await?, 1);
    browser.find(".sign-in [data-count=unsent][data-n='1']").await?;
    browser.refresh().await?;
    browser.find(".sign-in [data-count=unsent][data-n='1']").await?;

    // A second person signs in: the ballot goes, to be looked at; the interview in progress is not theirs to see.
    sign_in(&browser, OTHER_INTERVIEWER, &served.password(OTHER_INTERVIEWER)?).await?;
    wait_unsent(&browser, 0).await?;
    let sent = admin.ballots(PRACTICE).await?;
    assert_eq!(reasons(&sent), ["ballot.other_interviewer"]);
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    browser.find("[data-do=begin]").await?;
    assert_eq!(browser.driver().find_all(By::Css("[data-draft]")).await?.len(), 0);

    // The first person comes back to it.
    assert_eq!(sign_out(&browser).await?, 0);
    sign_in(&browser, INTERVIEWER, &served.password(INTERVIEWER)?).await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    browser.press("[data-draft]").await?;
    assert_eq!(screen(&browser).await?, "/sex");
    assert!(is_chosen(&browser, "/sex", "f").await?);

    // An admin ends the session in the middle of it: the ballot is taken in, to be looked at, and the tablet says why.
    let password = "mật khẩu khác hẳn";
    let change = AccountChange { password: Some(password.to_owned()), ..AccountChange::default() };
    admin.change_account(INTERVIEWER, &change).await?;
    fill_the_rest_and_finish(&browser, "no").await?;
    browser.find("[data-state=needs-sign-in]").await?;
    wait_unsent(&browser, 0).await?;
    assert_eq!(
        reasons(&admin.ballots(PRACTICE).await?),
        ["ballot.session_revoked", "ballot.other_interviewer"]
    );

    // Signed in again, all is as before.
    browser.press("a[href='/sign-in']").await?;
    sign_in(&browser, INTERVIEWER, password).await?;
    browser.wait_until("!document.querySelector('[data-state=needs-sign-in]')", SOON).await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    begin(&browser, "P6", COMMUNE).await?;
    fill_the_rest_and_finish(&browser, "C").await?;
    wait_unsent(&browser, 0).await?;
    let sent = admin.ballots(PRACTICE).await?;
    assert_eq!((sent.len(), sent[0].status), (3, Status::Valid));
    browser.close_all().await
}

/// Why ballots are in quarantine, the newest first.
fn reasons(ballots: &[BallotRow]) -> Vec<&str> {
    let quarantined = ballots.iter().filter(|ballot| ballot.status == Status::Pending);
    quarantined.flat_map(|ballot| &ballot.reasons).map(|reason| reason.code.as_str()).collect()
}
