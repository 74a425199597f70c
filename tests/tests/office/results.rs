//! Results by keyboard: from the index to the page, a run made, a unit opened to the cause of a lost point, a version published.

use tests::demo::CLOSED;
use tests::office::Office;
use thirtyfour::Key;

#[tokio::test]
async fn results_are_made_read_to_their_cause_and_published_by_keyboard() -> anyhow::Result<()> {
    let office = Office::open("admin").await?;
    office.goto(&format!("/office/{CLOSED}/index")).await?;
    office.browser.find("[data-table=index] tr[data-unit]").await?;
    office.tab_to("a[href^='/r/']").await?;
    office.key(Key::Enter).await?;

    // Nothing was computed yet; who asks for it gets it.
    office.browser.find("main form").await?;
    office.tab_to("main button").await?;
    office.key(Key::Enter).await?;
    office.browser.find("[data-table=department] tr[data-unit]").await?;
    let leader = office.text("[data-table=department] tbody tr th a").await?;
    let total = office.text("[data-table=department] tbody tr strong").await?;

    // A unit opens; a point that it lost leads to where it was lost.
    office.tab_to("[data-table=department] tbody tr th a").await?;
    office.key(Key::Enter).await?;
    office.browser.find("[data-table=lost] tr").await?;
    assert_eq!(office.text("h1").await?, leader);
    assert!(office.text(".stands").await?.contains(&total), "{total}");
    let page = office.ask("location.pathname").await?;
    office.tab_to("[data-table=lost] a").await?;
    let cause = office.ask("document.activeElement.getAttribute('href')").await?;
    office.key(Key::Enter).await?;
    office.browser.find("#panel-title").await?;
    assert!(cause.contains(&office.ask("location.pathname").await?), "{cause}");
    assert!(
        office
            .text("#panel-title")
            .await?
            .contains(&office.ask("new URLSearchParams(location.search).get('leaf')").await?)
    );

    // What if: a class that is easier to reach.
    office.goto(&page).await?;
    office.tab_to("nav a[href*='/what-if']").await?;
    office.key(Key::Enter).await?;
    office.tab_to("#min_answers").await?;
    office.key(Key::Control + "a").await?;
    office.key("3").await?;
    office.key(Key::Enter).await?;
    office.browser.find("[data-table=department] tr[data-unit]").await?;
    assert_eq!(office.ask("document.querySelector('#min_answers').value").await?, "3");

    // Publishing asks for a day that there is, and keeps what was typed.
    office.tab_to("nav a[href*='/publications']").await?;
    office.key(Key::Enter).await?;
    office.tab_to("#decision").await?;
    office.key("86/QĐ-UBND").await?;
    office.tab_to("#day").await?;
    office.key("31/2/2020").await?;
    office.tab_to("#sure").await?;
    office.key(" ").await?;
    office.key(Key::Enter).await?;
    office.browser.find("[role=alert]").await?;
    assert_eq!(office.ask("document.querySelector('#decision').value").await?, "86/QĐ-UBND");
    office.tab_to("#day").await?;
    office.key(Key::Control + "a").await?;
    office.key("15/2/2020" + Key::Enter).await?;
    office.browser.find("[data-table=versions] tbody tr").await?;
    office.tab_to("[data-table=versions] a[href^='/p/']").await?;
    office.key(Key::Enter).await?;
    office.browser.find("p.annex").await?;
    assert!(office.browser.complaints().await?.is_empty(), "nothing breaks the policy of a page");
    office.close().await
}
