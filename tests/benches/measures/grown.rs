//! What must cost the same however many ballots there are, and what must grow with them alone: pages of the list, the index,
//! `rebuild`; the index of ten million ballots.

use std::time::Instant;

use server::store::StoreError;
use tests::load;
use tests::sample::WHOLE;
use tests::served::Served;

use crate::beside::{Build, KINDS, median, plain_inserts};
use crate::row;

/// How many ballots there are; the sample itself is the first of them.
const SIZES: [usize; 2] = [1_034, 100_000];
/// So often are the ballots of the sample counted where there are ten millions.
const TIMES: u64 = 10_000;
/// The units of the other sample.
const UNITS: usize = 105;
/// Ballots in one request, over so many connections.
const IN_ONE: usize = 50;
const CONNECTIONS: usize = 4;
const AGAIN: usize = 15;

/// What is asked for, at the end of the list and at its beginning.
const ASKED: [(&str, &str); 6] = [
    ("all", ""),
    ("one status", "status=valid"),
    ("one form", "form=P4"),
    ("one place", "place=060"),
    ("one status of one form", "status=pending&form=P4"),
    ("of an interviewer", "interviewer=dtv01"),
];

/// The same at each size, the rebuild of the last, and the index of a campaign of many units.
#[expect(clippy::disallowed_methods, reason = "a measurement")]
pub async fn measure() -> anyhow::Result<()> {
    let mut build = Build::take(Served::start_released(), WHOLE[0]).await?;
    let mut there = SIZES[0];
    for size in SIZES {
        fill(&build, size - there).await?;
        there = size;
        for (name, filter) in ASKED {
            let first = page(&build, filter, "").await?;
            let last = page(&build, filter, "150").await?;
            row(
                &format!("page of ballots, {name}, of {size}"),
                format!("first {first:.1} ms, last {last:.1} ms"),
            );
        }
        index(&build, 27, size).await?;
    }
    let ballots = build.ballots(&KINDS[0], 10_000)?;
    let plain = plain_inserts(&ballots, 100)?;
    build.served.kill();
    let began = Instant::now();
    build.served.command(&["rebuild"]);
    let rate = there as f64 / began.elapsed().as_secs_f64();
    let shown = format!(
        "{:.1} s, {rate:.0} / s, {:.2} × SQLite at 100 a transaction",
        there as f64 / rate,
        rate / plain
    );
    row(&format!("rebuild of {there} ballots"), shown);
    let wide = Build::take(Served::start_released_on(WHOLE[1]), WHOLE[1]).await?;
    index(&wide, UNITS, wide.number()).await?;
    drop(wide);
    flat().await
}

/// The index of ten million ballots beside that of the sample, in the same turns. The index is made of tallies and never of ballots: those
/// of the sample are multiplied, as ten million ballots would leave them.
async fn flat() -> anyhow::Result<()> {
    let few = Build::take(Served::start_released(), WHOLE[0]).await?;
    let mut served = Served::start_released();
    served.kill();
    multiply(&served).await?;
    served.start_again();
    let many = Build::take(served, WHOLE[0]).await?;
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..3 * AGAIN {
        for (build, times) in [&few, &many].into_iter().zip(&mut times) {
            times.push(after_a_ballot(build).await?);
        }
    }
    let [few, many] = times.map(|times| median(&times, |time| *time));
    let name =
        format!("index of 27 units after a ballot, of {} beside {}", SIZES[0] * TIMES as usize, SIZES[0]);
    row(&name, format!("{many:.2} ms, {few:.2} ms: {:.2} ×", many / few));
    Ok(())
}

/// Multiplies each count of the tallies that a store keeps.
async fn multiply(served: &Served) -> anyhow::Result<()> {
    let campaign = || WHOLE[0].to_owned();
    let site = server::open(&server::Config::new(served.data(), served.address()))?;
    let seen = server::service::tallied::seen(&site, campaign()).await?;
    let (stands, mut named) = seen.ok_or_else(|| anyhow::anyhow!("the sample is there"))?;
    let by_unit =
        named.values_mut().flat_map(|versions| versions.values_mut()).flat_map(|units| units.values_mut());
    let counts =
        by_unit.flat_map(|questions| questions.values_mut()).flat_map(|options| options.values_mut());
    counts.for_each(|count| *count *= TIMES);
    let kept =
        site.store.write::<_, StoreError>(move |store| store.keep_tallies(&campaign(), stands, &named));
    Ok(kept.await?)
}

/// Sends so many more ballots of the sample.
async fn fill(build: &Build, number: usize) -> anyhow::Result<()> {
    for part in (0..number).step_by(10_000) {
        let ballots = build.ballots(&KINDS[0], 10_000.min(number - part))?;
        let requests: Vec<_> = ballots
            .chunks(IN_ONE)
            .map(|chunk| load::post(build.admin.token(), build.campaign, chunk))
            .collect();
        let each = requests.len().div_ceil(CONNECTIONS);
        let work = requests.chunks(each).map(<[_]>::to_vec).collect();
        load::send(build.served.address(), work, 200).await?;
    }
    Ok(())
}

/// How long a page takes, in milliseconds.
async fn page(build: &Build, filter: &str, after: &str) -> anyhow::Result<f64> {
    let path = format!("/api/campaigns/{}/ballots?{filter}&after={after}", build.campaign);
    let request = load::get(build.admin.token(), &path);
    let (_, times) = load::send(build.served.address(), vec![vec![request; AGAIN]], 200).await?;
    Ok(median(&times, |time| time.as_secs_f64() * 1000.0))
}

/// The index after one more ballot.
async fn index(build: &Build, units: usize, size: usize) -> anyhow::Result<()> {
    let mut times = Vec::new();
    for _ in 0..AGAIN {
        times.push(after_a_ballot(build).await?);
    }
    let middle = median(&times, |time| *time);
    row(&format!("index of {units} units after a ballot, of {size}"), format!("{middle:.2} ms"));
    Ok(())
}

/// Sends a ballot; then how long the index takes, in milliseconds.
async fn after_a_ballot(build: &Build) -> anyhow::Result<f64> {
    fill(build, 1).await?;
    let request = load::get(build.admin.token(), &format!("/api/campaigns/{}/index", build.campaign));
    let (_, times) = load::send(build.served.address(), vec![vec![request]], 200).await?;
    Ok(median(&times, |time| time.as_secs_f64() * 1000.0))
}
