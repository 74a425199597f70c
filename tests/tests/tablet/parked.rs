//! A ballot that the server will not take as it is.

use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::edition::import_next;
use tests::hand::{begin, begin_work, fill_the_rest_and_finish, go_to, outbox, paste, wait_unsent};
use tests::served::Served;
use thirtyfour::prelude::*;

const SOON: std::time::Duration = std::time::Duration::from_secs(60);

#[tokio::test]
async fn a_ballot_that_is_too_large_is_kept_and_shown_with_the_reason_and_the_queue_goes_on()
-> anyhow::Result<()> {
    let mut served = Served::start();
    let browser = Browser::open().await?;
    let admin = Client::sign_in(&served, "admin").await?;
    // A form that forgets to say how long an answer may be.
    let changes = [("2019.1", "2019.2"), ("string-length(.) &lt;= 100", "string-length(.) &gt;= 0")];
    import_next(&served, &admin, PRACTICE, "P6", &changes).await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;

    served.kill();
    begin(&browser, "P6", COMMUNE).await?;
    go_to(&browser, "/occupation", "A").await?;
    paste(&browser, "/occupation", &"ă".repeat(shared::ballot::MAX_BYTES / 2)).await?;
    fill_the_rest_and_finish(&browser, "B").await?;
    for _ in 0..2 {
        begin(&browser, "P6", COMMUNE).await?;
        fill_the_rest_and_finish(&browser, "B").await?;
    }
    wait_unsent(&browser, 3).await?;

    // It began first, so it is first in the queue; the others go past it.
    served.start_again();
    wait_unsent(&browser, 1).await?;
    assert_eq!(admin.ballots(PRACTICE).await?.len(), 2);
    outbox(&browser).await?;
    let parked = browser.find("[data-ballot][data-state=parked]").await?.text().await?;
    assert!(parked.contains("1024 KB") && parked.contains("Phiếu"), "{parked}");
    assert_eq!(browser.driver().find_all(By::Css("[data-ballot][data-state=acked]")).await?.len(), 2);
    browser.press("[data-language=en]").await?;
    browser.find("html[lang=en]").await?;
    let parked = browser.find("[data-ballot][data-state=parked]").await?.text().await?;
    assert!(parked.contains("at most 1024 KB are taken. It stays on this device"), "{parked}");

    // Asked to send it again, the tablet does, and keeps it all the same.
    browser.press("[data-do=send]").await?;
    browser.wait_until("document.querySelector('[data-ballot][data-state=parked]')", SOON).await?;
    wait_unsent(&browser, 1).await?;
    browser.close_all().await
}
