//! Sign in; stop the server; interview offline; kill the browser; resume; start the server; look in the office.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Context;
use serde_json::Value;
use shared::index::Grid;
use shared::wire::{BallotDetail, BallotPage, Status};
use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::engine::Engine;
use tests::served::Served;

use tests::hand::{
    begin, choose, fill_the_rest_and_finish, go_to, next, screen, sign_in, type_answer, unsent,
};
/// Everything must be sent this soon after the server is back, without a reload.
const SENT_WITHIN: Duration = Duration::from_secs(60);

#[tokio::test]
async fn from_a_commune_without_network_to_points_per_unit() -> anyhow::Result<()> {
    walk(Engine::Chromium).await
}

#[tokio::test]
async fn the_same_road_in_firefox() -> anyhow::Result<()> {
    walk(Engine::Firefox).await
}

async fn walk(engine: Engine) -> anyhow::Result<()> {
    let mut served = Served::start();
    let mut browser = Browser::open_in(engine).await?;

    // Once, while there is a network.
    browser.goto(served.url()).await?;
    sign_in(&browser, INTERVIEWER, &served.password(INTERVIEWER)?).await?;
    browser.find(&format!("[data-campaign='{PRACTICE}']")).await?;
    browser.wait_until("navigator.serviceWorker.controller", Duration::from_secs(30)).await?;
    let admin = Client::sign_in(&served, "admin").await?;
    let before = survey_options(&admin).await?;

    // From now on without: no server, and the browser started anew.
    served.kill();
    browser.close().await?;
    browser.reopen().await?;
    browser.goto(served.url()).await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;

    // P6, every unit question "B".
    begin(&browser, "P6", COMMUNE).await?;
    fill_the_rest_and_finish(&browser, "B").await?;
    // P7, ended by its filter question.
    begin(&browser, "P7", COMMUNE).await?;
    answer_about_the_respondent(&browser).await?;
    choose(&browser, "/did_procedure", "no").await?;
    fill_the_rest_and_finish(&browser, "A").await?;
    // P7 in full, its filter flipped yes, no, yes on the way.
    begin(&browser, "P7", COMMUNE).await?;
    answer_about_the_respondent(&browser).await?;
    for answer in ["yes", "no", "yes"] {
        choose(&browser, "/did_procedure", answer).await?;
    }
    next(&browser).await?;
    type_answer(&browser, "/month", "5").await?;
    go_to(&browser, "/used_departments", "A").await?;
    choose(&browser, "/used_departments", "SYT").await?;
    fill_the_rest_and_finish(&browser, "A").await?;
    assert_eq!(unsent(&browser).await?, 3);

    // The battery dies in the middle of a fourth.
    begin(&browser, "P7", COMMUNE).await?;
    answer_about_the_respondent(&browser).await?;
    choose(&browser, "/did_procedure", "yes").await?;
    next(&browser).await?;
    type_answer(&browser, "/month", "7").await?;
    browser.kill().await?;
    browser.reopen().await?;
    browser.goto(served.url()).await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    browser.press("[data-draft]").await?;
    assert_eq!(screen(&browser).await?, "/month", "resumed at the same question");
    assert_eq!(browser.find("[data-path='/month']").await?.prop("value").await?.as_deref(), Some("7"));
    fill_the_rest_and_finish(&browser, "C").await?;
    assert_eq!(unsent(&browser).await?, 4);

    // The session has run out meanwhile; the ballots go all the same, without a reload.
    served.expire_sessions_of(INTERVIEWER);
    served.start_again();
    let all_sent = "document.querySelector('header [data-count=unsent]')?.dataset.n === '0'";
    browser.wait_until(all_sent, SENT_WITHIN).await?;

    // The office counts exactly what was said.
    let ballots = ballots(&admin).await?;
    let with = |form: &str, status: Status| {
        ballots.iter().filter(|b| b.row.header.form == form && b.row.status == status).count()
    };
    assert_eq!(
        ballots.len(),
        4,
        "{:#?}",
        ballots.iter().map(|b| (&b.row.header, &b.row.reasons)).collect::<Vec<_>>()
    );
    assert_eq!(
        (with("P6", Status::Valid), with("P7", Status::Valid), with("P7", Status::ScreenedOut)),
        (1, 2, 1)
    );
    let after = survey_options(&admin).await?;
    assert_eq!(difference(&after, &before), spoken(&admin, &ballots).await?);
    no_irrelevant_answer(&ballots);
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    browser.close().await?;
    Ok(())
}

async fn answer_about_the_respondent(browser: &Browser) -> anyhow::Result<()> {
    for (path, answer) in [("/sex", "f"), ("/age", "31_45"), ("/edu", "upper")] {
        go_to(browser, path, answer).await?;
        choose(browser, path, answer).await?;
    }
    Ok(go_to(browser, "/did_procedure", "A").await?)
}

/// How often each option counts, by leaf, unit, question and option, as the office's survey table says.
async fn survey_options(admin: &Client) -> anyhow::Result<BTreeMap<String, u64>> {
    let view: shared::wire::SurveyView =
        serde_json::from_value(admin.get(&format!("/api/campaigns/{PRACTICE}/survey")).await?)?;
    let mut counts = BTreeMap::new();
    for table in &view.tables {
        for row in &table.units {
            for question in row.cells.iter().flat_map(|cell| &cell.questions) {
                for (option, n) in &question.options {
                    // A question may feed several leaves; its answers are the same in each.
                    counts.insert(format!("{} {} {option}", row.unit, question.question), *n);
                }
            }
        }
    }
    Ok(counts)
}

fn difference(after: &BTreeMap<String, u64>, before: &BTreeMap<String, u64>) -> BTreeMap<String, u64> {
    let grown = after.iter().map(|(key, n)| (key.clone(), n - before.get(key).unwrap_or(&0)));
    grown.filter(|(_, n)| *n > 0).collect()
}

/// What the ballots themselves say, counted by the tally rule from their bytes.
async fn spoken(admin: &Client, ballots: &[BallotDetail]) -> anyhow::Result<BTreeMap<String, u64>> {
    let mut counts = BTreeMap::new();
    for detail in ballots {
        let definition = admin.definition(PRACTICE, &detail.row.header.form).await?;
        let grid = Grid::of(&definition);
        for (unit, cells) in grid.marks(&answers(detail)).by_unit {
            for [_, question, option] in cells.iter().filter_map(|cell| grid.named(*cell)) {
                *counts.entry(format!("{unit} {question} {option}")).or_default() += 1;
            }
        }
    }
    Ok(counts)
}

/// The answers of a ballot, put together again from the office's reading of it.
fn answers(detail: &BallotDetail) -> shared::ballot::Answers {
    let mut answers = shared::ballot::Answers::new();
    let mut units: BTreeMap<&str, serde_json::Map<String, Value>> = BTreeMap::new();
    for answer in &detail.answers {
        match &answer.unit {
            None => drop(answers.insert(answer.question.clone(), answer.value.clone().into())),
            Some(unit) => {
                let row = units
                    .entry(unit)
                    .or_insert_with(|| [("unit".to_owned(), unit.clone().into())].into_iter().collect());
                row.insert(answer.question.clone(), answer.value.clone().into());
            }
        }
    }
    for (unit, row) in units {
        let repeat = if unit.starts_with('S') { "departments" } else { "districts" };
        let list = answers.entry(repeat).or_insert_with(|| Value::Array(Vec::new()));
        list.as_array_mut().expect("a list").push(row.into());
    }
    answers
}

/// The ballot that the filter ended holds nothing of what stood behind the filter.
fn no_irrelevant_answer(ballots: &[BallotDetail]) {
    let screened =
        ballots.iter().find(|b| b.row.status == Status::ScreenedOut).expect("one was screened out");
    let behind = |a: &&shared::wire::AnswerRow| {
        a.unit.is_some() || ["month", "used_departments"].contains(&a.question.as_str())
    };
    assert_eq!(screened.answers.iter().filter(behind).count(), 0, "{:#?}", screened.answers);
    let months = |month: &str| {
        ballots.iter().filter(|b| b.answers.iter().any(|a| a.question == "month" && a.value == month)).count()
    };
    assert_eq!((months("5"), months("7")), (1, 1), "every answer of both full interviews is there");
}

async fn ballots(admin: &Client) -> anyhow::Result<Vec<BallotDetail>> {
    let page: BallotPage =
        serde_json::from_value(admin.get(&format!("/api/campaigns/{PRACTICE}/ballots")).await?)?;
    let mut details = Vec::new();
    for row in page.ballots {
        let detail = admin.get(&format!("/api/campaigns/{PRACTICE}/ballots/{}", row.key)).await?;
        details.push(serde_json::from_value(detail).context("a ballot's detail")?);
    }
    Ok(details)
}
