//! How long a ballot waits that arrives while a command beside the server imports a large file.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;
use tests::load;
use tests::sample::WHOLE;
use tests::served::Served;

use crate::beside::{Build, KINDS};
use crate::{files, row};

/// So many ballots are imported.
const IMPORTED: usize = 100_000;
/// So many arrive before it is looked again whether the import goes on.
const SOME: usize = 20;

/// One ballot after the other is sent, as long as the import goes on; all are taken in.
pub async fn measure() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let file = folder.path().join("ballots.jsonl");
    fs::write(&file, files::copies(IMPORTED)?)?;
    let build = Build::take(Served::start_released(), WHOLE[0]).await?;
    let mut import = Command::new(build.served.binary())
        .arg("import")
        .args(build.served.package())
        .arg("--ballots")
        .arg(&file)
        .arg("--data")
        .arg(build.served.data())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let mut waited = Vec::<Duration>::new();
    let ended = loop {
        let ballots = build.ballots(&KINDS[0], SOME)?;
        let requests =
            ballots.iter().map(|(id, sealed)| load::put(build.admin.token(), build.campaign, *id, sealed));
        let (_, times) = load::send(build.served.address(), vec![requests.collect()], 201).await?;
        waited.extend(times);
        if let Some(ended) = import.try_wait()? {
            break ended;
        }
    };
    anyhow::ensure!(ended.success(), "the import ended with {ended}");
    waited.sort_unstable();
    let at = |part: f64| waited[((waited.len() - 1) as f64 * part) as usize].as_secs_f64() * 1000.0;
    row(
        &format!("a ballot that arrives while {IMPORTED} are imported waits"),
        format!(
            "p50 {:.1} ms, p99 {:.0} ms, at most {:.0} ms ({} ballots)",
            at(0.5),
            at(0.99),
            at(1.0),
            waited.len()
        ),
    );
    Ok(())
}
