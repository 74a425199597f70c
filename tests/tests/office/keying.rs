//! Papers: a clerk keys twenty by keyboard alone, another one keys them again without seeing anything of it, and where they differ a
//! third person decides.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};
use shared::ballot::Mode;
use shared::wire::{CampaignSummary, FieldKind, PaperBatch, PaperWork, Status};
use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{COMMUNE, PRACTICE};
use tests::hand::sign_in;
use tests::keyboard;
use tests::sample;
use tests::served::Served;
use thirtyfour::prelude::*;

const PASSWORD: &str = "mot-mat-khau-dai";
const CLERKS: [&str; 3] = ["nhap1", "nhap2", "nhap3"];
const PAPERS: u32 = 20;
/// The paper of which the second clerk reads one answer otherwise.
const DIFFERS: u32 = 7;
/// The keys as drivers take them.
const ENTER: &str = "\u{e007}";
const UP: &str = "\u{e013}";
const SOON: Duration = Duration::from_secs(30);

fn paper(rest: &str) -> String {
    format!("/api/campaigns/{PRACTICE}/paper{rest}")
}

/// What of the sample's ballot stands at each path, as XForms text.
fn answers() -> anyhow::Result<BTreeMap<String, String>> {
    fn text(value: &Value) -> String {
        match value {
            Value::String(text) => text.clone(),
            Value::Array(all) => all.iter().map(text).collect::<Vec<_>>().join(" "),
            other => other.to_string(),
        }
    }
    let mut all = BTreeMap::new();
    for (name, value) in sample::full_answers("P7")? {
        match value.as_array().filter(|rows| rows.iter().any(Value::is_object)) {
            None => {
                all.insert(format!("/{name}"), text(&value));
            }
            Some(rows) => {
                for row in rows {
                    let unit = row["unit"].as_str().unwrap_or_default();
                    for (inner, value) in row.as_object().into_iter().flatten() {
                        all.insert(format!("/{name}[{unit}]/{inner}"), text(value));
                    }
                }
            }
        }
    }
    Ok(all)
}

/// Which keys say this of a field.
fn keys(work: &PaperWork, path: &str, answer: Option<&str>) -> String {
    let field = work.fields.iter().find(|field| field.path == path).expect("a field of the form");
    let digit = |code: &str| {
        let nth = field.options.iter().position(|option| option.code == code);
        nth.map_or_else(|| "-".to_owned(), |nth| (nth + 1).to_string())
    };
    match (field.kind, answer) {
        (FieldKind::One, Some(code)) if field.options.len() >= 10 => format!("{}{ENTER}", digit(code)),
        (FieldKind::One, answer) => answer.map_or_else(|| "-".to_owned(), digit),
        (FieldKind::Several, None) => "-".to_owned(),
        (FieldKind::Several, Some(codes)) => {
            let between = if field.options.len() < 10 { "" } else { "+" };
            format!("{}{ENTER}", codes.split(' ').map(digit).collect::<Vec<_>>().join(between))
        }
        (_, answer) => format!("{}{ENTER}", answer.unwrap_or_default()),
    }
}

/// A server with three clerks, and a batch of which all papers came back.
async fn handed_out(twice: u32) -> anyhow::Result<(Served, Client)> {
    let served = Served::start();
    let admin = Client::sign_in(&served, "admin").await?;
    for username in CLERKS {
        let give = json!([{ "role": "clerk", "campaign": PRACTICE }]);
        let account =
            json!({ "username": username, "name": "Nông Thị Hạnh", "password": PASSWORD, "give": give });
        done(&admin, "/api/accounts", account).await?;
    }
    let campaigns: Vec<CampaignSummary> = serde_json::from_value(admin.get("/api/campaigns").await?)?;
    let practice = campaigns.iter().find(|campaign| campaign.id == PRACTICE).expect("it is there");
    let what = json!({ "form": "P7", "place": COMMUNE, "issued": PAPERS, "twice": twice });
    done(&admin, &paper(""), what).await?;
    let back = json!({ "returned": PAPERS, "day": practice.survey_opens });
    done(&admin, &paper("/1/returns"), back).await?;
    Ok((served, admin))
}

async fn done(admin: &Client, path: &str, body: Value) -> anyhow::Result<()> {
    let (status, text) = admin.post(path, &body).await?;
    anyhow::ensure!(status.is_success(), "{text}");
    Ok(())
}

/// The batch as the server tells it.
async fn batch(admin: &Client) -> anyhow::Result<PaperBatch> {
    Ok(serde_json::from_value::<Vec<PaperBatch>>(admin.get(&paper("")).await?)?.remove(0))
}

/// Signs a clerk in, and opens the batch by its number.
async fn at_the_batch(served: &Served, clerk: &str) -> anyhow::Result<Browser> {
    let browser = Browser::open().await?;
    browser.set_size(1440, 900).await?;
    browser.goto(served.url()).await?;
    sign_in(&browser, clerk, PASSWORD).await?;
    browser.press(&format!("[data-keying='{PRACTICE}']")).await?;
    browser.wait_until("document.querySelector('[data-table=batches]')", SOON).await?;
    keyboard::wait_on(&browser, "#key").await?;
    keyboard::key(&browser, format!("1{ENTER}")).await?;
    browser.wait_until("document.querySelector('[data-mode=number]')", SOON).await?;
    keyboard::wait_on(&browser, "#key").await?;
    Ok(browser)
}

async fn mode(browser: &Browser) -> anyhow::Result<String> {
    keyboard::ask(browser, "document.querySelector('#key-bar').dataset.mode").await
}

async fn path(browser: &Browser) -> anyhow::Result<String> {
    keyboard::ask(browser, "document.querySelector('#key-bar').dataset.path").await
}

async fn wait_for_mode(browser: &Browser, mode: &str) -> anyhow::Result<()> {
    let is = format!("document.querySelector('#key-bar').dataset.mode === '{mode}'");
    Ok(browser.wait_until(&is, SOON).await?)
}

async fn all_sent(browser: &Browser) -> anyhow::Result<()> {
    Ok(browser.wait_until("document.querySelector('[data-unsent=\"0\"]')", SOON).await?)
}

/// Keys one paper field by field, and gives the keys that it took, up to the sum before it is sent.
async fn learnt(browser: &Browser, work: &PaperWork) -> anyhow::Result<String> {
    let (answers, mut all) = (answers()?, String::new());
    keyboard::key(browser, ENTER).await?;
    wait_for_mode(browser, "field").await?;
    for _ in 0..work.fields.len() {
        if mode(browser).await? != "field" {
            break;
        }
        let at = path(browser).await?;
        let pressed = keys(work, &at, answers.get(&at).map(String::as_str));
        keyboard::key(browser, pressed.clone()).await?;
        all += &pressed;
        let moved = format!("document.querySelector('#key-bar').dataset.path !== '{at}'");
        browser.wait_until(&moved, SOON).await?;
    }
    assert_eq!(mode(browser).await?, "end", "all that is asked is keyed");
    Ok(all)
}

#[tokio::test]
async fn twenty_papers_are_keyed_twice_by_keyboard_and_a_third_person_decides_where_they_differ()
-> anyhow::Result<()> {
    let (served, admin) = handed_out(100).await?;
    let work: PaperWork = serde_json::from_value(admin.get(&paper("/1")).await?)?;
    let enter = ENTER.to_owned();

    // The first clerk: one paper to learn the keys, then as fast as keys can come, each paper in one go.
    let browser = at_the_batch(&served, CLERKS[0]).await?;
    let learnt = learnt(&browser, &work).await?;
    keyboard::key(&browser, enter.clone()).await?;
    wait_for_mode(&browser, "number").await?;
    for _ in 2..=PAPERS {
        keyboard::key(&browser, format!("{ENTER}{learnt}{ENTER}")).await?;
    }
    wait_for_mode(&browser, "number").await?;
    // The last one is taken back by one key, and sent as it was.
    keyboard::key(&browser, UP).await?;
    wait_for_mode(&browser, "end").await?;
    keyboard::key(&browser, enter.clone()).await?;
    all_sent(&browser).await?;
    assert_eq!(browser.driver().find_all(By::Css("[data-refused]")).await?.len(), 0);
    let told = batch(&admin).await?;
    assert_eq!((told.waiting, told.sealed, told.differing), (PAPERS, 0, 0));
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    browser.close_all().await?;

    // The second one sees nothing of it, and reads one answer otherwise.
    let browser = at_the_batch(&served, CLERKS[1]).await?;
    let first = learnt.chars().next().expect("a key");
    let other = if first == '1' { '2' } else { '1' };
    for number in 1..=PAPERS {
        keyboard::key(&browser, enter.clone()).await?;
        wait_for_mode(&browser, "field").await?;
        assert_eq!(
            keyboard::ask(&browser, "document.querySelector('#key-bar').dataset.paper").await?,
            number.to_string()
        );
        if number == DIFFERS {
            keyboard::key(&browser, format!("{other}{UP}{first}{UP}{other}{}", &learnt[first.len_utf8()..]))
                .await?;
            wait_for_mode(&browser, "end").await?;
        } else {
            keyboard::key(&browser, learnt.clone()).await?;
        }
        keyboard::key(&browser, enter.clone()).await?;
    }
    all_sent(&browser).await?;
    browser.close_all().await?;
    let told = batch(&admin).await?;
    assert_eq!((told.waiting, told.sealed, told.differing), (0, PAPERS - 1, 1));

    // The third one sees both, and takes the first.
    let browser = at_the_batch(&served, CLERKS[2]).await?;
    keyboard::key(&browser, enter.clone()).await?;
    wait_for_mode(&browser, "choose").await?;
    assert_eq!(browser.driver().find_all(By::Css("[data-entry]")).await?.len(), 2);
    keyboard::key(&browser, "1").await?;
    wait_for_mode(&browser, "end").await?;
    keyboard::key(&browser, enter).await?;
    all_sent(&browser).await?;
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    browser.close_all().await?;

    let told = batch(&admin).await?;
    assert_eq!((told.waiting, told.sealed, told.differing, told.spoiled), (0, PAPERS, 0, 0));
    let ballots = admin.ballots(PRACTICE).await?;
    assert_eq!(ballots.len(), usize::try_from(PAPERS)?);
    for ballot in &ballots {
        assert_eq!((ballot.header.mode, ballot.status), (Mode::Paper, Status::Valid));
    }
    Ok(())
}

#[tokio::test]
async fn what_was_keyed_outlasts_a_broken_connection_and_a_blank_paper_is_spoiled() -> anyhow::Result<()> {
    let (served, admin) = handed_out(0).await?;
    let work: PaperWork = serde_json::from_value(admin.get(&paper("/1")).await?)?;
    let browser = at_the_batch(&served, CLERKS[0]).await?;
    let learnt = learnt(&browser, &work).await?;
    // Who looks at another screen finds the paper as it was left.
    browser.press(".key-head a").await?;
    browser.wait_until("document.querySelector('[data-table=batches]')", SOON).await?;
    keyboard::wait_on(&browser, "#key").await?;
    keyboard::key(&browser, format!("1{ENTER}")).await?;
    browser.wait_until("document.querySelector('[data-mode=end][data-paper=\"1\"]')", SOON).await?;
    keyboard::wait_on(&browser, "#key").await?;
    browser.offline(true).await?;
    keyboard::key(&browser, format!("{ENTER}{ENTER}{learnt}{ENTER}{ENTER}/1")).await?;
    wait_for_mode(&browser, "number").await?;
    browser.wait_until("document.querySelector('[data-unsent=\"3\"][data-cut-off=true]')", SOON).await?;
    assert_eq!(batch(&admin).await?.sealed, 0, "nothing came through");
    browser.offline(false).await?;
    all_sent(&browser).await?;
    let told = batch(&admin).await?;
    assert_eq!((told.sealed, told.spoiled), (2, 1));
    browser.wait_until("document.querySelector('[data-figure=entered]').textContent === '3'", SOON).await?;

    // A page that ends before a paper went says afterwards which one is lost, until that is keyed again.
    keyboard::key(&browser, format!("{ENTER}/1")).await?;
    browser.wait_until("document.querySelector('[data-unsent=\"1\"]')", SOON).await?;
    browser.driver().refresh().await?;
    browser.wait_until("document.querySelector('[data-lost=\"4\"]')", SOON).await?;
    keyboard::wait_on(&browser, "#key").await?;
    keyboard::key(&browser, format!("{ENTER}/1")).await?;
    browser.wait_until("!document.querySelector('[data-lost]')", SOON).await?;
    browser.close_all().await
}
