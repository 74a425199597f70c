//! A tablet that was never signed in on opens the link of its interviewer: the campaign is there without a password. A second one takes nothing
//! from the first; the one that is lost says so, and what it holds is taken in, to be looked at.

use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use shared::wire::{BallotRow, Status};
use tests::browser::Browser;
use tests::client::{Client, http};
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::{begin, choose, fill_the_rest_and_finish, is_chosen, wait_unsent};
use tests::served::Served;
use tokio::time::sleep;

const SOON: Duration = Duration::from_secs(30);

/// Sends a form of the office's page of tablets, and gives the page that comes.
async fn filled(admin: &Client, served: &Served, fields: &str) -> anyhow::Result<String> {
    let request = http()?.post(format!("{}/r/{PRACTICE}/devices", served.url())).bearer_auth(admin.token());
    let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    Ok(request.body(fields.to_owned()).send().await?.error_for_status()?.text().await?)
}

/// The value behind a mark in a page.
fn behind<'a>(page: &'a str, mark: &str, end: char) -> &'a str {
    page.split(mark).nth(1).and_then(|rest| rest.split(end).next()).unwrap_or_default()
}

/// A tablet with a link of its own, up to the board.
async fn enrolled(admin: &Client, served: &Served, key: &str) -> anyhow::Result<Browser> {
    let page = admin.open(&format!("/r/{PRACTICE}/devices")).await?.text().await?;
    let day = behind(behind(&page, "id=\"day\"", '>'), "value=\"", '"').replace('/', "%2F");
    let fields = format!("as=link&account={INTERVIEWER}&day={day}&key={key}");
    let made = filled(admin, served, &fields).await?;
    let browser = Browser::open().await?;
    browser.goto(behind(&made, "data-link-address>", '<')).await?;
    browser.driver().execute("localStorage.setItem('parindex.met.interviewer', '')", vec![]).await?;
    browser.press("main form button").await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    browser.find("[data-do=begin]").await?;
    browser.wait_until("navigator.serviceWorker.controller", SOON).await?;
    Ok(browser)
}

#[tokio::test]
async fn two_tablets_of_a_person_are_enrolled_by_link_and_the_lost_one_is_shut_out() -> anyhow::Result<()> {
    let served = Served::start();
    let admin = Client::sign_in(&served, "admin").await?;
    let first = enrolled(&admin, &served, "1").await?;
    begin(&first, "P7", COMMUNE).await?;
    choose(&first, "/sex", "f").await?;

    let second = enrolled(&admin, &served, "2").await?;
    begin(&second, "P6", COMMUNE).await?;
    fill_the_rest_and_finish(&second, "B").await?;
    wait_unsent(&second, 0).await?;
    assert_eq!(statuses(&admin).await?, [Status::Valid]);

    // The first one's interview is there, also after a restart; its app asks again and tells of it.
    first.refresh().await?;
    first.find("[data-screen]").await?;
    assert!(is_chosen(&first, "/sex", "f").await?);
    let page = told(&admin, "<td class=\"n\">1</td>").await?;
    let rows: Vec<&str> = page.split("data-device=").skip(1).collect();
    assert_eq!(rows.len(), 2, "{page}");
    let lost = rows.iter().find(|row| row.contains("<td class=\"n\">1</td>")).expect("it told of its draft");

    let session = behind(lost, "name=\"device\" value=\"", '"');
    filled(&admin, &served, &format!("as=revoke&device={session}")).await?;
    fill_the_rest_and_finish(&first, "no").await?;
    first.find("[data-state=needs-sign-in]").await?;
    first
        .wait_until(
            "document.querySelector('.notice:has([data-state=needs-sign-in])').innerText.includes('thu hồi')",
            SOON,
        )
        .await?;
    wait_unsent(&first, 0).await?;
    let ballots = admin.ballots(PRACTICE).await?;
    let reasons: Vec<_> = ballots.iter().flat_map(|it| &it.reasons).map(|it| it.code.as_str()).collect();
    assert_eq!(reasons, ["ballot.session_revoked"]);
    // Its own screen tells the mark by which the office's list calls it.
    first.press("header a[href='/device']").await?;
    let mark = first.find("[data-fact=mark]").await?.text().await?;
    assert_eq!(rows.iter().filter(|row| row.contains(&format!("máy {mark}"))).count(), 1);
    assert!(lost.contains(&mark), "{mark}");
    assert_eq!(first.complaints().await?, Vec::<String>::new());
    first.close_all().await?;
    second.close_all().await
}

/// The office's page of tablets, once it tells this.
async fn told(admin: &Client, what: &str) -> anyhow::Result<String> {
    for _ in 0..SOON.as_secs() * 5 {
        let page = admin.open(&format!("/r/{PRACTICE}/devices")).await?.text().await?;
        if page.contains(what) {
            return Ok(page);
        }
        sleep(Duration::from_millis(200)).await;
    }
    anyhow::bail!("no tablet tells {what}")
}

async fn statuses(admin: &Client) -> anyhow::Result<Vec<Status>> {
    Ok(admin.ballots(PRACTICE).await?.iter().map(|it: &BallotRow| it.status).collect())
}
