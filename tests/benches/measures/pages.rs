//! What the office opens where 100,000 ballots are: each page after a ballot came and a person decided about one, each file of
//! ballots as it streams, and the memory that the server needed for all of it.

use std::time::Instant;

use anyhow::Context as _;
use server::{Who, table};
use shared::ballot::Ballot;
use tests::load;
use tests::sample::WHOLE;
use tests::served::Served;

use crate::beside::{Build, KINDS, median};
use crate::memory::Own;
use crate::{files, memory, row};

const BALLOTS: usize = 100_000;
/// How often each page is asked for.
const AGAIN: usize = 5;
/// What a page may take, in milliseconds.
const LIMIT: f64 = 20.0;
/// The files that hold all ballots, by the ends of their names, and how many a second at least.
const FILES: ([&str; 5], f64) = (["jsonl", "csv", "sav", "dta", "xlsx"], 20_000.0);
/// What the server may hold of its own, in MB.
const MEMORY: f64 = 64.0;

/// Prints each page over a fourth of what it may take, the slowest last, each file and the memory, and which limits do not hold.
pub async fn measure() -> anyhow::Result<()> {
    let build = filled_with_many().await?;
    let own = Own::watch(&build.served)?;
    let (mut pages, mut absent) = (Vec::new(), Vec::new());
    for (nth, path) in paths().into_iter().enumerate() {
        match build.admin.status(&path).await? {
            status if status.is_success() => pages.push((opened(&build, &path, nth).await?, path)),
            status => absent.push(format!("{path} {status}")),
        }
    }
    pages.sort_by(|one, other| one.0.total_cmp(&other.0));
    for (time, path) in pages.iter().filter(|(time, _)| *time > LIMIT / 4.0) {
        row(&format!("{path}, of {BALLOTS} ballots"), format!("{time:.1} ms"));
    }
    let over = pages.iter().filter(|(time, _)| *time > LIMIT).count();
    row(&format!("pages over {LIMIT} ms, of {}", pages.len()), over);
    row("not opened", absent.join(", "));
    for end in FILES.0 {
        let rate = taken_away(&build, end).await?;
        let remark = if rate < FILES.1 { ": too few" } else { "" };
        row(&format!("ballots.{end} of {BALLOTS}"), format!("{rate:.0} / s{remark}"));
    }
    held(&build, &own, "all of this")?;
    run(&build).await?;
    held(&build, &own, "all of this and a run")?;
    Ok(())
}

/// A server that holds as many, and a run of them that another process made.
async fn filled_with_many() -> anyhow::Result<Build> {
    let mut served = Served::start_released();
    served.kill();
    let file = served.file("many.jsonl");
    std::fs::write(&file, files::copies(BALLOTS)?)?;
    let package = served.package().context("the sample is served")?.display().to_string();
    served.command(&["import", &package, "--ballots", &file.display().to_string()]);
    served.command(&["run", "--campaign", WHOLE[0]]);
    served.start_again();
    Build::take(served, WHOLE[0]).await
}

/// Tells what it held at most.
fn held(build: &Build, own: &Own, of: &str) -> anyhow::Result<()> {
    let (own, all) = (own.highest(), memory::of(&build.served)?.highest);
    let remark = if own > MEMORY { ": too much" } else { "" };
    row(&format!("server, memory of its own at most over {of}"), format!("{own:.0} MB{remark}"));
    row("the same with what is mapped of its program", format!("{all:.0} MB"));
    Ok(())
}

async fn run(build: &Build) -> anyhow::Result<()> {
    let (status, text) = build.admin.post(&at("runs"), &serde_json::Value::Null).await?;
    anyhow::ensure!(status.is_success(), "{status}: {text}");
    Ok(())
}

fn at(path: &str) -> String {
    format!("/api/campaigns/{}/{path}", WHOLE[0])
}

/// The addresses of what the office opens: no files, and none that answers for as long as somebody listens.
fn paths() -> Vec<String> {
    let page = |path: &str| {
        let end = path.rsplit('/').next().unwrap_or_default();
        !path.starts_with("/odata") && !end.contains('.') && !["changes", "package"].contains(&end)
    };
    let office = [Who::Office, Who::Fieldwork, Who::Lead, Who::Batches, Who::Overview, Who::Year, Who::Admin];
    let all = table().filter(|it| it.method == "GET" && office.contains(&it.who) && page(it.path));
    all.map(|it| filled(it.path)).collect()
}

/// Something in each part of an address that it leaves open.
fn filled(path: &str) -> String {
    let parts = path.split('/').map(|part| match part {
        "{campaign}" => WHOLE[0],
        "{unit}" => "SNV",
        "{leaf}" => "1.1.1",
        "{ballot}" => "99999",
        open if open.starts_with('{') => "1",
        said => said,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// How long a page takes after a ballot came and one was rejected, in milliseconds: the middle of some.
#[expect(clippy::disallowed_methods, reason = "a measurement")]
async fn opened(build: &Build, path: &str, nth: usize) -> anyhow::Result<f64> {
    let mut times = Vec::new();
    for again in 0..AGAIN {
        for (_, sealed) in build.ballots(&KINDS[0], 1)? {
            let id = Ballot::open(&sealed.bytes)?.header.id;
            let request = load::put(build.admin.token(), WHOLE[0], id, &sealed);
            load::send(build.served.address(), vec![vec![request]], 201).await?;
        }
        let number = (nth * AGAIN + again + 1) * 7;
        let review = serde_json::json!({ "decision": "reject", "reason": "hỏi lại" });
        let (status, text) = build.admin.post(&at(&format!("ballots/{number}/reviews")), &review).await?;
        anyhow::ensure!(status.is_success(), "{status}: {text}");
        let began = Instant::now();
        let answer = build.admin.open(path).await?;
        answer.bytes().await?;
        times.push(began.elapsed());
    }
    Ok(median(&times, |time| time.as_secs_f64() * 1000.0))
}

/// How many ballots a second a file gives.
#[expect(clippy::disallowed_methods, reason = "a measurement")]
async fn taken_away(build: &Build, end: &str) -> anyhow::Result<f64> {
    let began = Instant::now();
    let mut answer = build.admin.open(&at(&format!("ballots.{end}"))).await?.error_for_status()?;
    while answer.chunk().await?.is_some() {}
    Ok(BALLOTS as f64 / began.elapsed().as_secs_f64())
}
