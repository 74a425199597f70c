//! The queue of ballots with flags: thirty of them decided about by keyboard alone.

use std::time::Duration;

use jiff::SignedDuration;
use tests::client::Client;
use tests::demo::PRACTICE;
use tests::office::Office;
use thirtyfour::Key;

/// Each step is a page of the server's, which comes in the end.
const SOON: Duration = Duration::from_secs(20);

/// The queue shows so many ballots.
async fn are_shown(office: &Office, n: usize) -> anyhow::Result<()> {
    let rows = format!("document.querySelectorAll('[data-table=flags] tbody tr').length === {n}");
    Ok(office.browser.wait_until(&rows, SOON).await?)
}

/// Filters by the rule, with its name typed.
async fn only_twins(office: &Office) -> anyhow::Result<()> {
    office.tab_to("#rule").await?;
    office.key("Nea").await?;
    office.tab_to(".suppose button").await?;
    office.key(Key::Enter).await?;
    let by_rule = "new URLSearchParams(location.search).get('rule') === 'twin'";
    Ok(office.browser.wait_until(by_rule, SOON).await?)
}

#[tokio::test]
async fn thirty_flagged_ballots_are_decided_about_by_keyboard() -> anyhow::Result<()> {
    let mut office = Office::open("admin").await?;
    let admin = Client::sign_in(&office.served, "admin").await?;
    // Thirty-one interviews at one time that say the same: thirty are like the first.
    for nth in 0..31 {
        office.send(|ballot| ballot.header.finished += SignedDuration::from_secs(nth)).await?;
    }
    office.goto(&format!("/r/{PRACTICE}")).await?;
    office.tab_to("nav a[href*='/flags']").await?;
    office.key(Key::Enter).await?;
    office.browser.find("[data-table=flags] tbody tr").await?;

    // One is looked at; from there it goes back.
    office.tab_to("tr[data-key='31'] th a").await?;
    office.key(Key::Enter).await?;
    office.browser.find("[data-table=answers] tr").await?;
    assert!(office.text("ul.reasons").await?.contains("21"), "so many answers are those of another");
    office.tab_to("#back").await?;
    office.key(Key::Enter).await?;
    office.browser.find("[data-table=flags] tbody tr").await?;

    // By rule; then ten are chosen and rejected, one of them is taken back, and the rest in a last step accepted.
    only_twins(&office).await?;
    are_shown(&office, 30).await?;
    for key in (22..=31).rev() {
        office.tab_to(&format!("[name='ballot-{key}']")).await?;
        office.key(" ").await?;
    }
    office.tab_to("#reason").await?;
    office.key("Gọi lại: không phỏng vấn").await?;
    office.tab_to("button[value=reject]").await?;
    office.key(Key::Enter).await?;
    office.browser.find("[role=status]").await?;
    are_shown(&office, 20).await?;
    assert_eq!(
        office.ask("new URLSearchParams(location.search).get('rule')").await?,
        "twin",
        "the filter stays"
    );
    office.tab_to("[name=all]").await?;
    office.key(" ").await?;
    office.tab_to(".suppose button").await?;
    office.key(Key::Enter).await?;
    are_shown(&office, 30).await?;
    office.tab_to("tr[data-key='31'] th a").await?;
    office.key(Key::Enter).await?;
    office.browser.find("ol.history li").await?;
    office.tab_to("#reason").await?;
    office.key("Nhầm phiếu").await?;
    office.tab_to("button[value=reopen]").await?;
    office.key(Key::Enter).await?;
    office.browser.find("[role=status]").await?;
    only_twins(&office).await?;
    are_shown(&office, 21).await?;

    office.tab_to("#every").await?;
    office.key(" ").await?;
    office.tab_to("#reason").await?;
    office.key("Gọi lại: đúng").await?;
    office.tab_to("button[value=accept]").await?;
    office.key(Key::Enter).await?;
    are_shown(&office, 0).await?;

    let all = admin.get(&format!("/api/campaigns/{PRACTICE}/flags?all=yes&rule=twin")).await?;
    let states = |status: &str| {
        let ballots = all["ballots"].as_array().into_iter().flatten();
        ballots.filter(|ballot| ballot["status"] == status).count()
    };
    assert_eq!((states("rejected"), states("valid")), (9, 21));
    office.close().await
}
