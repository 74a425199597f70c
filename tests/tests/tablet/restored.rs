//! A server that was restored from a backup: what it had taken since then, the tablet sends again, and it counts once.

use shared::wire::Status;
use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::{begin, begin_work, fill_the_rest_and_finish, sign_in, wait_unsent};
use tests::served::Served;

#[tokio::test]
async fn what_the_restored_server_lacks_comes_again_by_itself_and_counts_once() -> anyhow::Result<()> {
    let mut served = Served::start();
    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    let interview = async || {
        begin(&browser, "P6", COMMUNE).await?;
        fill_the_rest_and_finish(&browser, "B").await?;
        wait_unsent(&browser, 0).await
    };
    interview().await?;
    let elsewhere = tempfile::TempDir::new()?;
    let file = elsewhere.path().join("backup.zip");
    served.command(&["backup", &file.display().to_string()]);
    interview().await?;
    let admin = Client::sign_in(&served, "admin").await?;
    let mut before: Vec<_> = admin.ballots(PRACTICE).await?.into_iter().map(|row| row.header.id).collect();
    assert_eq!(before.len(), 2);

    // Everybody has to sign in again.
    served.lay_back(&file);
    let admin = Client::sign_in(&served, "admin").await?;
    assert_eq!(admin.ballots(PRACTICE).await?.len(), 1, "the second came after the backup");
    browser.refresh().await?;
    browser.press("a[href='/sign-in']").await?;
    sign_in(&browser, INTERVIEWER, &served.password(INTERVIEWER)?).await?;
    let mut after = Vec::new();
    for _ in 0..300 {
        after = admin.ballots(PRACTICE).await?;
        if after.len() > 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert!(after.iter().all(|row| row.status == Status::Valid), "{after:?}");
    let mut after: Vec<_> = after.into_iter().map(|row| row.header.id).collect();
    before.sort();
    after.sort();
    assert_eq!(after, before);
    wait_unsent(&browser, 0).await?;
    Ok(())
}
