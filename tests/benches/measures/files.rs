//! What the command line needs for a file of ballots, beside an earlier build in the same turns: `score`, `import`, `rebuild`, and
//! `export` of what was imported. What a command cost is counted in time of processors, as the machine is noisy.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use shared::ballot::BallotLine;
use tempfile::TempDir;
use tests::binary::released;
use tests::sample;
use uuid::Uuid;

use crate::beside::{median, ticks};
use crate::row;

/// So many ballots: the sample, again and again under other ids.
const BALLOTS: usize = 20_000;
const TURNS: usize = 3;

/// What a command took.
struct Took {
    wall: Duration,
    cpu: Duration,
}

/// Each command in turns: this build, then the earlier one where `PARINDEX_BEFORE` names its binary.
pub fn measure() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let ballots = folder.path().join("ballots.jsonl");
    fs::write(&ballots, copies(BALLOTS)?)?;
    let before = std::env::var("PARINDEX_BEFORE").ok();
    let before = before.map(|both| PathBuf::from(both.split_once(':').map_or(&*both, |(binary, _)| binary)));
    let builds: Vec<&Path> = [released()].into_iter().chain(before.as_deref()).collect();
    let mut all: [Vec<Vec<Took>>; 3] = Default::default();
    let mut exported = Vec::new();
    for _ in 0..TURNS {
        for (nth, build) in builds.iter().enumerate() {
            let data = folder.path().join("data");
            let text = |path: &Path| path.display().to_string();
            let (package, ballots, store) = (text(&sample::package()), text(&ballots), text(&data));
            let assessments = text(&sample::file("assessments.jsonl"));
            let commands: [&[&str]; 3] = [
                &["score", &package, "--ballots", &ballots, "--assessments", &assessments],
                &["import", &package, "--ballots", &ballots, "--data", &store],
                &["rebuild", "--data", &store],
            ];
            for (command, took) in commands.iter().zip(&mut all) {
                took.resize_with(builds.len(), Vec::new);
                took[nth].push(run(build, command)?);
            }
            if nth == 0 {
                let out = text(&folder.path().join("out.jsonl"));
                let export = ["export", "--campaign", sample::WHOLE[0], "--ballots", &out, "--data", &store];
                exported.push(run(build, &export)?);
                fs::remove_file(&out)?;
            }
            fs::remove_dir_all(&data)?;
        }
    }
    for (name, took) in ["score", "import", "rebuild"].iter().zip(&all) {
        tell(name, took);
    }
    let wall = median(&exported, |took| took.wall.as_secs_f64());
    row(&format!("export of {BALLOTS} ballots as jsonl"), format!("{:.0} / s", BALLOTS as f64 / wall));
    Ok(())
}

fn tell(name: &str, builds: &[Vec<Took>]) {
    let middle = |took: &[Took], of: fn(&Took) -> Duration| median(took, |took| of(took).as_secs_f64());
    for (build, took) in ["this build", "before"].iter().zip(builds) {
        let (cpu, wall) = (middle(took, |took| took.cpu), middle(took, |took| took.wall));
        let each = cpu * 1e6 / BALLOTS as f64;
        row(
            &format!("{name} of {BALLOTS} ballots: {build}"),
            format!("{wall:.1} s, {each:.0} µs CPU a ballot"),
        );
    }
    if let [own, before] = builds {
        let ratio = |of: fn(&Took) -> Duration| middle(own, of) / middle(before, of);
        let (cpu, wall) = (ratio(|took| took.cpu), ratio(|took| took.wall));
        row(&format!("{name}: ratio"), format!("{wall:.2} × the time, {cpu:.2} × the CPU"));
    }
}

/// Who asked for them.
const INTERVIEWERS: usize = 100;

/// The lines of the sample until there are so many, each under an id of its own, of one interviewer after the other, and none
/// finished when others of the same were.
pub fn copies(number: usize) -> anyhow::Result<String> {
    let sample = fs::read_to_string(sample::file("ballots.jsonl"))?;
    let lines = sample.lines().map(serde_json::from_str).collect::<Result<Vec<BallotLine>, _>>()?;
    let copies = lines.into_iter().cycle().take(number).zip(1_u32..);
    let copy = |(line, n): (BallotLine, u32)| BallotLine {
        id: Uuid::from_u128(n.into()),
        interviewer: Some(format!("dtv{:03}", n as usize % INTERVIEWERS)),
        finished: line.finished + SignedDuration::from_secs(i64::from(n % 977)),
        ..line
    };
    Ok(copies.map(|copy_of| copy(copy_of).to_text()).collect())
}

/// Runs a command to its end.
#[expect(clippy::disallowed_methods, reason = "a measurement")]
fn run(binary: &Path, arguments: &[&str]) -> anyhow::Result<Took> {
    let (began, before) = (Instant::now(), cpu_of_children()?);
    let status = Command::new(binary).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    anyhow::ensure!(status.success(), "{arguments:?}: {status}");
    Ok(Took { wall: began.elapsed(), cpu: cpu_of_children()? - before })
}

/// What processes took that this one started and that have ended.
fn cpu_of_children() -> anyhow::Result<Duration> {
    ticks(&fs::read_to_string("/proc/self/stat")?, 13)
}
