//! How long a slow tablet takes to open what an interviewer goes to: a draft that judges many units, and the board and the outbox
//! while thousands of sealed ballots wait.

use std::time::Duration;

use serde_json::json;
use tests::browser::Browser;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::{answer_what_is_left, begin, begin_work, drawn, fill_the_rest, next, sign_in, wait_unsent};
use tests::served::Served;
use tests::worker::{WORKERS, interview};

use crate::beside::median;
use crate::row;

/// The processor is slowed down so many times, to that of a cheap tablet.
const SLOW: u32 = 6;
const AGAIN: usize = 7;
const SOON: Duration = Duration::from_secs(30);
/// What waits.
const BALLOTS: usize = 2_000;
/// A campaign with a form about 13 departments and 92 communes.
const WIDE: &str = "thai-nguyen-2026";
const WIDE_PRACTICE: &str = "thai-nguyen-tap-huan";
const UNITS: [usize; 2] = [13, 92];

/// Drafts first, then what waits.
pub async fn measure() -> anyhow::Result<()> {
    drafts().await?;
    waiting().await
}

/// A draft of P1 that was left at its departments, and at its communes.
async fn drafts() -> anyhow::Result<()> {
    let served = Served::start_on(WIDE);
    served.command(&["account", "assign", INTERVIEWER, "--campaign", WIDE_PRACTICE, "province"]);
    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, WIDE_PRACTICE).await?;
    begin(&browser, "P1", "province").await?;
    for units in UNITS {
        let rows = format!("document.querySelectorAll('.unit-row').length === {units}");
        loop {
            // A screen that is still being drawn has fewer rows.
            drawn(&browser).await?;
            if holds(&browser, &rows).await? {
                break;
            }
            answer_what_is_left(&browser, "A").await?;
            next(&browser).await?;
        }
        for (shown_rows, name) in
            [("document.querySelector('.unit-row')", "what is in sight"), (&rows, "all of it")]
        {
            let mut times = Vec::new();
            for _ in 0..AGAIN {
                browser.press("[data-do=leave]").await?;
                browser.find("[data-draft]").await?;
                times.push(until(&browser, "[data-draft]", shown_rows).await?);
                browser.wait_until(&rows, SOON).await?;
            }
            row(&format!("draft of P1 opened at {units} units, {SLOW} × slow, {name}"), shown(&times));
        }
    }
    browser.close_all().await
}

/// Board and outbox while nothing waits, and while much does.
async fn waiting() -> anyhow::Result<()> {
    let mut served = Served::start();
    let browser = Browser::open().await?;
    browser.before_each_page(WORKERS).await?;
    browser.goto(served.url()).await?;
    sign_in(&browser, INTERVIEWER, &served.password(INTERVIEWER)?).await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    for answer in ["A", "B"] {
        begin(&browser, "P6", COMMUNE).await?;
        fill_the_rest(&browser, answer).await?;
        browser.press("[data-do=leave]").await?;
    }
    rooms(&browser, 0).await?;
    served.kill();
    interview(&browser, PRACTICE, BALLOTS).await?;
    wait_unsent(&browser, u32::try_from(BALLOTS)?).await?;
    rooms(&browser, BALLOTS).await?;
    browser.close_all().await
}

async fn rooms(browser: &Browser, ballots: usize) -> anyhow::Result<()> {
    const BOARD: &str = "document.querySelector('[data-do=begin]')";
    const OUTBOX: &str = "document.querySelector('.outbox-head') && !document.querySelector('.opening')";
    let campaign = format!("[data-campaign='{PRACTICE}']");
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..AGAIN {
        browser.press("header a.mark").await?;
        browser.find(&campaign).await?;
        times[0].push(until(browser, &campaign, BOARD).await?);
        times[1].push(until(browser, "a[href='/outbox']", OUTBOX).await?);
    }
    for (name, times) in ["board", "outbox"].iter().zip(&times) {
        row(&format!("{name} with {ballots} sealed ballots waiting, {SLOW} × slow"), shown(times));
    }
    Ok(())
}

fn shown(times: &[f64]) -> String {
    format!("{:.0} ms (median of {})", median(times, |time| *time), times.len())
}

async fn holds(browser: &Browser, condition: &str) -> anyhow::Result<bool> {
    let answer = browser.driver().execute(&format!("return !!({condition})"), vec![]).await?;
    Ok(answer.json().as_bool().unwrap_or_default())
}

/// From the tap to the frame in which the condition holds, in milliseconds, on a slow processor.
async fn until(browser: &Browser, tapped: &str, condition: &str) -> anyhow::Result<f64> {
    let script = format!(
        "const done = arguments[arguments.length - 1];
         const frame = (began) => requestAnimationFrame(() => setTimeout(() =>
             ({condition}) ? done(performance.now() - began) : frame(began)));
         setTimeout(() => {{
             const began = performance.now();
             document.querySelector(\"{tapped}\").click();
             frame(began);
         }}, 300);"
    );
    browser.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": SLOW })).await?;
    let took = browser.driver().execute_async(&script, vec![]).await?;
    browser.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": 1 })).await?;
    took.json().as_f64().ok_or_else(|| anyhow::anyhow!("no time of {tapped}"))
}
