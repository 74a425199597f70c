//! How fast a tap of "judge each unit" is shown and kept on a slow tablet, and what memory a whole part leaves.

use std::path::PathBuf;

use serde_json::{Value, json};
use tests::browser::Browser;
use tests::demo::INTERVIEWER;
use tests::hand::{begin, begin_work, drawn, go_on_to_units, next, screen, turn};
use tests::served::Served;

use crate::row;

/// The processor is slowed down so many times, to that of a cheap tablet.
const SLOW: u32 = 6;

/// A form that judges units with one question a screen, where it is planned.
struct Part {
    campaign: &'static str,
    practice: &'static str,
    form: &'static str,
    place: &'static str,
    units: usize,
}

const FEW: Part =
    Part { campaign: "bac-kan-2019", practice: "bac-kan-tap-huan", form: "P4", place: "060", units: 19 };
const MANY: Part = Part {
    campaign: "thai-nguyen-2026",
    practice: "thai-nguyen-tap-huan",
    form: "P2",
    place: "SNV",
    units: 92,
};

/// Judges 19 and 92 units side by side: a screen of these, a screen of those, and again. Another version, whose binary and
/// app `PARINDEX_BEFORE` names (`BINARY:APP`), judges its 19 in the same turns.
pub async fn measure() -> anyhow::Result<()> {
    let mut tablets = vec![
        Tablet::take(&FEW, Served::start_on(FEW.campaign), "").await?,
        Tablet::take(&MANY, Served::start_on(MANY.campaign), "").await?,
    ];
    if let Ok(before) = std::env::var("PARINDEX_BEFORE") {
        let (binary, app) = before.split_once(':').ok_or_else(|| anyhow::anyhow!("BINARY:APP"))?;
        let served = Served::start_version(&PathBuf::from(binary), &PathBuf::from(app), FEW.campaign);
        tablets.push(Tablet::take(&FEW, served, ", version before").await?);
    }
    for _ in 0..3 {
        for tablet in &mut tablets {
            tablet.judge_a_screen().await?;
        }
    }
    for tablet in &tablets {
        tablet.tell();
    }
    let ratio = |of: fn(&Tap) -> f64| median(&tablets[1].taps, of) / median(&tablets[0].taps, of);
    row(
        "92 units to 19, tap to shown and to saved",
        format!("{:.2} and {:.2}", ratio(|tap| tap.shown), ratio(|tap| tap.saved)),
    );
    memory(&tablets[1]).await?;
    for tablet in tablets {
        tablet.browser.close_all().await?;
    }
    Ok(())
}

/// From the tap to the frame that shows the answer, and to the one that says that it is on the disk, in milliseconds.
struct Tap {
    shown: f64,
    saved: f64,
}

/// A browser in the middle of the part, slow.
struct Tablet {
    part: &'static Part,
    version: &'static str,
    browser: Browser,
    taps: Vec<Tap>,
    /// Serves it.
    _served: Served,
}

impl Tablet {
    async fn take(part: &'static Part, served: Served, version: &'static str) -> anyhow::Result<Self> {
        served.command(&["account", "assign", INTERVIEWER, "--campaign", part.practice, part.place]);
        let browser = Browser::open().await?;
        begin_work(&browser, &served, INTERVIEWER, part.practice).await?;
        begin(&browser, part.form, part.place).await?;
        go_on_to_units(&browser).await?;
        turn(&browser, "question").await?;
        Ok(Self { part, version, browser, taps: Vec::new(), _served: served })
    }

    /// Judges all units by one question, and goes on to the next.
    async fn judge_a_screen(&mut self) -> anyhow::Result<()> {
        self.browser.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": SLOW })).await?;
        let paths = tests::hand::unanswered(&self.browser).await?;
        anyhow::ensure!(paths.len() == self.part.units, "{} units", paths.len());
        for path in paths {
            self.taps.push(tap(&self.browser, &path).await?);
        }
        self.browser.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": 1 })).await?;
        Ok(next(&self.browser).await?)
    }

    fn tell(&self) {
        row(
            &format!("judge each of {} units, {SLOW} × slow{}", self.part.units, self.version),
            format!(
                "tap to shown {:.0} ms, to saved {:.0} ms (median of {} taps)",
                median(&self.taps, |tap| tap.shown),
                median(&self.taps, |tap| tap.saved),
                self.taps.len()
            ),
        );
    }
}

fn median(taps: &[Tap], of: fn(&Tap) -> f64) -> f64 {
    let mut times: Vec<_> = taps.iter().map(of).collect();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Taps the second option of a question. What is on the page is looked at when a frame is done, as eyes would.
async fn tap(browser: &Browser, path: &str) -> anyhow::Result<Tap> {
    let script = format!(
        "const done = arguments[arguments.length - 1];
         const row = document.querySelector(\"[data-row='{path}']\");
         const option = row.querySelectorAll('[data-path][data-answer]')[1];
         const isShown = () => row.querySelector('[aria-checked=true]') !== null;
         const isSaved = () => row.querySelector('[data-saved]') !== null;
         let began, shown = null;
         const frame = () => requestAnimationFrame(() => setTimeout(() => {{
             const now = performance.now() - began;
             if (shown === null && isShown()) shown = now;
             if (shown !== null && isSaved()) return done([shown, now]);
             frame();
         }}));
         setTimeout(() => {{
             began = performance.now();
             option.click();
             frame();
         }}, 150);"
    );
    let times = browser.driver().execute_async(&script, vec![]).await?;
    let time = |nth: usize| times.json()[nth].as_f64().ok_or_else(|| anyhow::anyhow!("no time of {path}"));
    Ok(Tap { shown: time(0)?, saved: time(1)? })
}

/// The page's memory with all units of a screen judged, twice over, and twice over again.
async fn memory(tablet: &Tablet) -> anyhow::Result<()> {
    let mut told = Vec::new();
    for _ in 0..2 {
        for answer in [0, 1] {
            judge_quickly(&tablet.browser, answer).await?;
        }
        told.push(format!("{:.1} MB", held(&tablet.browser).await? / 1_048_576.0));
    }
    let here = screen(&tablet.browser).await?;
    row(
        &format!(
            "page's memory after {} units were judged twice, and twice again, {here}",
            tablet.part.units
        ),
        told.join(", "),
    );
    Ok(())
}

/// Gives every unit on the screen this answer, one after the other.
async fn judge_quickly(browser: &Browser, answer: usize) -> anyhow::Result<()> {
    drawn(browser).await?;
    let script = format!(
        "const done = arguments[arguments.length - 1];
         const rows = [...document.querySelectorAll('.unit-row')];
         const one = () => {{
             const row = rows.shift();
             if (!row) return done(true);
             const option = row.querySelectorAll('[data-path][data-answer]')[{answer}];
             option.click();
             const look = () => option.getAttribute('aria-checked') === 'true' && row.querySelector('[data-saved]')
                 ? one() : requestAnimationFrame(look);
             look();
         }};
         one();"
    );
    browser.driver().execute_async(&script, vec![]).await?;
    Ok(())
}

/// Bytes that the page's scripts and the wasm of the page hold, after what is garbage has gone.
async fn held(browser: &Browser) -> anyhow::Result<f64> {
    for _ in 0..2 {
        browser.devtools("HeapProfiler.collectGarbage", json!({})).await?;
    }
    let usage = browser.devtools_answer("Runtime.getHeapUsage", json!({})).await?;
    let bytes = |key: &str| usage.get(key).and_then(Value::as_f64).unwrap_or_default();
    Ok(bytes("usedSize") + bytes("backingStorageSize"))
}
