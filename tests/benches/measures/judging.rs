//! Taps and scrolls that the part "judge each unit" costs on a tablet: all units for a question, or all questions for a unit.

use std::collections::BTreeSet;

use tests::browser::Browser;
use tests::demo::{DISTRICT, INTERVIEWER, PRACTICE};
use tests::hand::{begin, begin_work, choose, fill_the_rest_and_finish, go_on_to_units, screen, turn};
use tests::sample::WHOLE;
use tests::served::Served;

use crate::row;

/// In 2019 P2 judges 8 districts and P4 19 departments, in 2026 P2 judges 92 communes; each at a place where it is planned.
const PARTS: [(&str, &str); 2] = [("P2", "SNV"), ("P4", DISTRICT)];
const MANY: [(&str, &str); 1] = [("P2", "SNV")];
const MANY_PRACTICE: &str = "thai-nguyen-tap-huan";
const WAYS: [&str; 2] = ["question", "unit"];

/// What a person's hand did in the part.
#[derive(Default)]
struct Cost {
    units: usize,
    answers: usize,
    screens: usize,
    scrolls: usize,
}

/// Answers every question about every unit in both ways, at the size of a tablet; many units in the way that is usual.
pub async fn measure(served: &Served) -> anyhow::Result<()> {
    judge(served, PRACTICE, &PARTS, &WAYS).await?;
    judge(&Served::start_on(WHOLE[1]), MANY_PRACTICE, &MANY, &WAYS[..1]).await
}

async fn judge(served: &Served, practice: &str, parts: &[(&str, &str)], ways: &[&str]) -> anyhow::Result<()> {
    let places: Vec<_> = parts.iter().map(|(_, place)| *place).collect();
    served.command(&[&["account", "assign", INTERVIEWER, "--campaign", practice], &places[..]].concat());
    let browser = Browser::open().await?;
    begin_work(&browser, served, INTERVIEWER, practice).await?;
    for (form, place) in parts {
        for way in ways {
            begin(&browser, form, place).await?;
            go_on_to_units(&browser).await?;
            turn(&browser, way).await?;
            let cost = judge_all(&browser).await?;
            let taps = cost.answers + cost.screens;
            row(
                &format!("{form}, judge each of {} units, one {way} a screen", cost.units),
                format!(
                    "{taps} taps ({} answers, {} screens), {} scrolls by hand",
                    cost.answers, cost.screens, cost.scrolls
                ),
            );
            fill_the_rest_and_finish(&browser, "A").await?;
        }
    }
    browser.close_all().await
}

/// Taps the second option of each question in the order of the screen. A hand scrolls where the app has not brought up
/// what comes next.
async fn judge_all(browser: &Browser) -> anyhow::Result<Cost> {
    let mut cost = Cost::default();
    let part = part_of(&screen(browser).await?);
    let mut units = BTreeSet::new();
    while part_of(&screen(browser).await?) == part {
        cost.screens += 1;
        for path in tests::hand::unanswered(browser).await? {
            units.extend(path.split(['[', ']']).nth(1).map(str::to_owned));
            if !in_sight(browser, &path).await? {
                cost.scrolls += 1;
            }
            let answer = second_option(browser, &path).await?;
            choose(browser, &path, &answer).await?;
            cost.answers += 1;
        }
        tests::hand::next(browser).await?;
    }
    cost.units = units.len();
    Ok(cost)
}

/// `/districts` of `/districts/P2_1` and of `/districts[PN]`.
fn part_of(screen: &str) -> String {
    screen.trim_start_matches('/').split(['/', '[']).next().unwrap_or_default().to_owned()
}

/// Whether every option of a question can be tapped as the screen stands, once it has stopped moving.
async fn in_sight(browser: &Browser, path: &str) -> anyhow::Result<bool> {
    let script = format!(
        "const done = arguments[arguments.length - 1];
         const options = () => [...document.querySelectorAll(\"[data-path='{path}'][data-answer]\")];
         const page = document.querySelector('.interview-page').getBoundingClientRect();
         const head = document.querySelector('.ask-units, .ask-several');
         const top = head ? Math.max(page.top, head.getBoundingClientRect().bottom) : page.top;
         let before = null;
         const look = () => {{
             const boxes = options().map(o => o.getBoundingClientRect());
             const now = JSON.stringify(boxes);
             if (now !== before) {{ before = now; return setTimeout(look, 60); }}
             done(boxes.every(box => box.top >= top - 1 && box.bottom <= page.bottom + 1));
         }};
         look();"
    );
    Ok(browser.driver().execute_async(&script, vec![]).await?.json().as_bool().unwrap_or_default())
}

async fn second_option(browser: &Browser, path: &str) -> anyhow::Result<String> {
    let script =
        format!("return document.querySelectorAll(\"[data-path='{path}'][data-answer]\")[1].dataset.answer");
    let name = browser.driver().execute(&script, vec![]).await?;
    Ok(name.json().as_str().unwrap_or_default().to_owned())
}
