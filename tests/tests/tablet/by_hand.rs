//! Ballots of a tablet without network travel as a file: `parindex send` hands them in, and the receipts find their way back; another
//! tablet takes the same file in and sends it, without harm.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use shared::wire::BallotRow;
use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{COMMUNE, INTERVIEWER, OTHER_INTERVIEWER, PRACTICE};
use tests::hand::{begin, begin_work, fill_the_rest_and_finish, outbox, wait_unsent};
use tests::served::Served;
use tokio::task::spawn_blocking;

const SOON: Duration = Duration::from_secs(30);

/// Keeps hold of what a page would write to a file.
const HELD: &str = "const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => { window.written = blob; return make.call(URL, blob); };";

/// Opens the work, with all that is kept for the time without network.
async fn at_work(served: &Served, username: &str) -> anyhow::Result<Browser> {
    let browser = Browser::open().await?;
    browser.before_each_page(HELD).await?;
    begin_work(&browser, served, username, PRACTICE).await?;
    browser.find("[data-do=begin]").await?;
    let kept = "const [done] = arguments, look = async () =>
        (await caches.match('/kept/guides-tablet')) ? done(true) : setTimeout(look, 100);
        look();";
    browser.driver().execute_async(kept, vec![]).await?;
    Ok(browser)
}

/// What the page would write to a file.
async fn written(browser: &Browser) -> anyhow::Result<String> {
    browser.find("#carry a[download]").await?;
    let text = browser.driver().execute_async("window.written.text().then(arguments[0])", vec![]).await?;
    Ok(text.json().as_str().unwrap_or_default().to_owned())
}

async fn take(browser: &Browser, file: &Path, told: &str) -> anyhow::Result<()> {
    browser.find("#carry-file").await?.send_keys(file.display().to_string()).await?;
    let said = format!("document.querySelector('#carry [role=status]')?.innerText.includes('{told}')");
    Ok(browser.wait_until(&said, SOON).await?)
}

#[tokio::test]
async fn ballots_travel_as_a_file_and_their_receipts_come_back() -> anyhow::Result<()> {
    let mut served = Served::start();
    let browser = at_work(&served, INTERVIEWER).await?;
    served.kill();
    for _ in 0..2 {
        begin(&browser, "P7", COMMUNE).await?;
        fill_the_rest_and_finish(&browser, "no").await?;
    }
    wait_unsent(&browser, 2).await?;
    outbox(&browser).await?;
    browser.press("[data-do=carry]").await?;
    let file = written(&browser).await?;
    assert_eq!(file.lines().count(), 3, "{file}");

    let folder = tempfile::tempdir()?;
    let (path, other) = (folder.path().join("phieu"), folder.path().join("khac.txt"));
    fs::write(&path, &file)?;
    fs::write(&other, "xin chào")?;
    // The page has the store alone: nothing is sent from here, though the server is there again.
    served.start_again();
    let admin = Client::sign_in(&served, "admin").await?;
    let token = folder.path().join("token");
    fs::write(&token, admin.token())?;
    let mut send = Command::new(served.binary());
    send.arg("send").arg(&path).args(["--server", &served.url(), "--token-file"]).arg(&token);
    let sent = spawn_blocking(move || send.output()).await??;
    assert!(sent.status.success(), "{sent:?}");
    let held: Vec<BallotRow> = admin.ballots(PRACTICE).await?;
    assert_eq!(held.len(), 2);

    take(&browser, &other, "không phải tệp phiếu").await?;
    take(&browser, &folder.path().join("phieu.receipts"), "2 biên nhận").await?;
    browser.find("#carry a[href='/outbox']").await?.click().await?;
    browser.wait_until("document.querySelectorAll('[data-state=acked]').length === 2", SOON).await?;
    wait_unsent(&browser, 0).await?;

    // A colleague's tablet takes the same file in, twice, and sends it.
    let colleague = at_work(&served, OTHER_INTERVIEWER).await?;
    served.kill();
    colleague.goto(format!("{}/carry", served.url())).await?;
    for _ in 0..2 {
        take(&colleague, &path, "2 phiếu").await?;
    }
    assert_eq!(written(&colleague).await?, file);
    served.start_again();
    colleague.goto(format!("{}/outbox", served.url())).await?;
    colleague.wait_until("document.querySelectorAll('[data-state=acked]').length === 2", SOON).await?;
    assert_eq!(admin.ballots(PRACTICE).await?.len(), held.len(), "twice is once");
    for it in [&browser, &colleague] {
        assert_eq!(it.complaints().await?, Vec::<String>::new());
    }
    colleague.close_all().await?;
    browser.close_all().await
}
