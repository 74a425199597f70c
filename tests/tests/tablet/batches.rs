//! A thousand ballots after weeks without a network: what they weigh on the way, and that they arrive as they were sealed.

use std::collections::BTreeSet;
use std::time::Duration;

use shared::wire::unframe;
use tests::browser::Browser;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::{begin, fill_the_rest, outbox, sign_in};
use tests::relay::Relay;
use tests::served::Served;
use tests::worker::{WORKERS, in_worker, interview};

const BALLOTS: usize = 1000;
/// All bodies, of requests and answers.
const MOST_BYTES: usize = 200_000;
const LATER: Duration = Duration::from_secs(600);

/// The page notes what the worker puts together, before it is packed.
const NOTE: &str = "const pack = self.gzip; const plain = new BroadcastChannel('plain');
    self.gzip = (bytes) => { plain.postMessage(Array.from(bytes)); return pack(bytes); }";

#[tokio::test]
async fn a_thousand_short_ballots_travel_in_a_fifth_of_a_megabyte_as_they_were_sealed() -> anyhow::Result<()>
{
    let mut served = Served::start();
    let relay = Relay::before(&served).await?;
    let browser = Browser::open().await?;
    browser.before_each_page(WORKERS).await?;
    browser.goto(relay.url()).await?;
    sign_in(&browser, INTERVIEWER, &served.password(INTERVIEWER)?).await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    for answer in ["A", "B"] {
        begin(&browser, "P6", COMMUNE).await?;
        fill_the_rest(&browser, answer).await?;
        browser.press("[data-do=leave]").await?;
    }
    browser.find(&format!("[data-form='P6'][data-place='{COMMUNE}'] [data-do=begin]")).await?;

    served.kill();
    interview(&browser, PRACTICE, BALLOTS).await?;
    wait_unsent_for(&browser, BALLOTS).await?;
    // Fifty are listed, and as many more whenever somebody asks.
    outbox(&browser).await?;
    for listed in [50, 100] {
        let rows = format!("document.querySelectorAll('[data-ballot]').length === {listed}");
        browser.wait_until(&rows, LATER).await?;
        let more = browser.find("[data-do=more]").await?;
        assert!(more.text().await?.contains(&(BALLOTS - listed).to_string()));
        more.click().await?;
    }
    let noted = "window.plain = []; const heard = new BroadcastChannel('plain');
        heard.onmessage = ({ data }) => window.plain.push(data)";
    browser.driver().execute(noted, vec![]).await?;
    in_worker(&browser, NOTE).await?;

    let before = relay.passed().len();
    served.start_again();
    browser.driver().execute("dispatchEvent(new Event('online'))", vec![]).await?;
    wait_unsent_for(&browser, 0).await?;
    let passed: Vec<_> = relay.passed().split_off(before);
    let of_ballots: Vec<_> = passed.iter().filter(|passed| passed.path.contains("/ballots")).collect();
    let (sent, answered) =
        (of_ballots.iter().map(|p| p.sent).sum::<usize>(), of_ballots.iter().map(|p| p.bytes).sum::<usize>());
    println!("{} requests, {sent} bytes sent, {answered} bytes answered", of_ballots.len());
    assert!(of_ballots.len() <= BALLOTS / 50 + 2, "{of_ballots:#?}");
    assert!(sent + answered <= MOST_BYTES, "{sent} sent, {answered} answered");

    let here = on_the_disk(&served)?;
    assert_eq!(here.len(), BALLOTS);
    let plain = browser.driver().execute("return window.plain", vec![]).await?;
    let bodies: Vec<Vec<u8>> = serde_json::from_value(plain.json().clone())?;
    let mut several = 0;
    for body in &bodies {
        for sealed in unframe(body)? {
            assert!(here.contains(sealed), "{}", String::from_utf8_lossy(sealed));
            several += 1;
        }
    }
    // Those that found out whether the server is there again went alone, and plain.
    let alone = of_ballots.iter().filter(|passed| !passed.path.ends_with("/ballots")).count();
    assert_eq!(several + alone, BALLOTS);
    browser.close_all().await
}

async fn wait_unsent_for(browser: &Browser, ballots: usize) -> anyhow::Result<()> {
    let there = format!("document.querySelector('header [data-count=unsent]')?.dataset.n === '{ballots}'");
    Ok(browser.wait_until(&there, LATER).await?)
}

/// The sealed bytes in the server's database.
fn on_the_disk(served: &Served) -> anyhow::Result<BTreeSet<Vec<u8>>> {
    let db = rusqlite::Connection::open(served.data().join("parindex.db"))?;
    let mut statement = db.prepare("SELECT bytes FROM ballot WHERE campaign = ?1")?;
    let rows = statement.query_map([PRACTICE], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
