//! What the server takes in and gives out, beside an earlier build in the same turns and beside bare SQLite: ratios, as the
//! machine is noisy.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use shared::ballot::{Ballot, BallotLine, Header, Sealed};
use shared::form::FormDefinition;
use tests::client::Client;
use tests::served::Served;
use tests::{load, sample};
use uuid::Uuid;

use crate::row;

const TURNS: usize = 5;

/// What is sent.
pub struct Kind {
    name: &'static str,
    /// Only of this form.
    form: Option<&'static str>,
    connections: usize,
    each: usize,
}

pub const KINDS: [Kind; 4] = [
    Kind { name: "sample mix, 32 connections", form: None, connections: 32, each: 300 },
    Kind { name: "P4, 32 connections", form: Some("P4"), connections: 32, each: 200 },
    Kind { name: "sample mix, 1 connection", form: None, connections: 1, each: 1200 },
    Kind { name: "P4, 1 connection", form: Some("P4"), connections: 1, each: 900 },
];

/// What one turn cost, for each ballot.
struct Turn {
    per_second: f64,
    cpu_ms: f64,
    written: f64,
    p50_ms: f64,
    p99_ms: f64,
}

/// One build, running.
pub struct Build {
    pub served: Served,
    pub admin: Client,
    /// The sample that it serves.
    pub campaign: &'static str,
    lines: Vec<(BallotLine, FormDefinition)>,
}

/// Turn by turn: this build, the earlier one where `PARINDEX_BEFORE` names its binary, and plain inserts.
pub async fn measure() -> anyhow::Result<()> {
    let campaign = sample::WHOLE[0];
    let now = Build::take(Served::start_released(), campaign).await?;
    let before = match std::env::var("PARINDEX_BEFORE") {
        Err(_) => None,
        Ok(binary) => {
            let (binary, app) = binary.split_once(':').unwrap_or((&*binary, ""));
            Some(
                Build::take(
                    Served::start_version(&PathBuf::from(binary), &PathBuf::from(app), campaign),
                    campaign,
                )
                .await?,
            )
        }
    };
    if before.is_none() {
        row("an earlier build (PARINDEX_BEFORE=BINARY)", "not there, not measured");
    }
    for kind in &KINDS {
        let (mut own, mut other, mut plain) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..TURNS {
            own.push(now.turn(kind).await?);
            if let Some(before) = &before {
                other.push(before.turn(kind).await?);
            }
            plain.push(plain_inserts(&now.ballots(kind, 400)?, 1)?);
        }
        tell(kind.name, &own, &other, median(&plain, |rate| *rate));
    }
    batches(&now, before.as_ref()).await?;
    index(&now, before.as_ref()).await
}

/// Fifty ballots a request, beside single ones of before and beside SQLite with a hundred a transaction.
async fn batches(now: &Build, before: Option<&Build>) -> anyhow::Result<()> {
    const IN_ONE: usize = 50;
    let (mut own, mut other, mut plain) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..TURNS {
        let ballots = now.ballots(&KINDS[0], 4 * 20 * IN_ONE)?;
        let requests: Vec<_> =
            ballots.chunks(IN_ONE).map(|chunk| load::post(now.admin.token(), now.campaign, chunk)).collect();
        let work = requests.chunks(20).map(<[_]>::to_vec).collect();
        let (took, _) = load::send(now.served.address(), work, 200).await?;
        own.push(ballots.len() as f64 / took.as_secs_f64());
        if let Some(before) = before {
            other.push(before.turn(&KINDS[0]).await?.per_second);
        }
        plain.push(plain_inserts(&ballots, 100)?);
    }
    let middle = |rates: &[f64]| median(rates, |rate| *rate);
    let (rate, plain) = (middle(&own), middle(&plain));
    let shown = format!("{rate:.0} / s, {:.2} × SQLite at 100 a transaction ({plain:.0} / s)", rate / plain);
    row(&format!("sample mix, {IN_ONE} in one request, 4 connections"), shown);
    if !other.is_empty() {
        row("the same beside single ones of before", format!("{:.2} ×", rate / middle(&other)));
    }
    Ok(())
}

fn tell(name: &str, own: &[Turn], other: &[Turn], plain: f64) {
    let shown = |turns: &[Turn]| {
        let of = |value: fn(&Turn) -> f64| median(turns, value);
        format!(
            "{:.0} / s, {:.2} ms CPU, {:.1} × its size written, p50 {:.1} ms, p99 {:.1} ms",
            of(|turn| turn.per_second),
            of(|turn| turn.cpu_ms),
            of(|turn| turn.written),
            of(|turn| turn.p50_ms),
            of(|turn| turn.p99_ms)
        )
    };
    let rate = median(own, |turn| turn.per_second);
    row(&format!("{name}: this build"), format!("{}; {:.2} × plain insert", shown(own), rate / plain));
    if !other.is_empty() {
        row(&format!("{name}: before"), shown(other));
        row(&format!("{name}: ratio"), format!("{:.2} ×", rate / median(other, |turn| turn.per_second)));
    }
}

/// The index after one more ballot.
async fn index(now: &Build, before: Option<&Build>) -> anyhow::Result<()> {
    const AGAIN: usize = 40;
    let one = Kind { name: "", form: Some("P4"), connections: 1, each: 1 };
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..AGAIN {
        for (build, times) in [Some(now), before].into_iter().zip(&mut times) {
            let Some(build) = build else { continue };
            build.turn(&one).await?;
            let request = load::get(build.admin.token(), &format!("/api/campaigns/{}/index", build.campaign));
            let (_, answered) = load::send(build.served.address(), vec![vec![request]], 200).await?;
            times.extend(answered);
        }
    }
    for (name, times) in
        ["this build", "before"].into_iter().zip(&times).filter(|(_, times)| !times.is_empty())
    {
        let middle = median(times, |time| time.as_secs_f64() * 1000.0);
        row(
            &format!("index of 27 units after a ballot, median of {AGAIN}: {name}"),
            format!("{middle:.2} ms"),
        );
    }
    Ok(())
}

impl Build {
    /// Signs in, and reads the sample.
    pub async fn take(served: Served, campaign: &'static str) -> anyhow::Result<Self> {
        let admin = Client::sign_in(&served, "admin").await?;
        let text = std::fs::read_to_string(sample::folder(campaign).join("ballots.jsonl"))?;
        let mut lines = Vec::new();
        for line in text.lines() {
            let line: BallotLine = serde_json::from_str(line)?;
            let known = lines.iter().find(|(other, _): &&(BallotLine, _)| other.form == line.form);
            let definition = match known {
                Some((_, definition)) => FormDefinition::clone(definition),
                None => admin.definition(campaign, &line.form).await?,
            };
            lines.push((line, definition));
        }
        Ok(Self { served, admin, campaign, lines })
    }

    /// How many ballots the sample has.
    pub fn number(&self) -> usize {
        self.lines.len()
    }

    /// New ballots of the kind, in the order of the sample.
    #[expect(clippy::disallowed_methods, reason = "ids of a measurement")]
    pub fn ballots(&self, kind: &Kind, number: usize) -> anyhow::Result<Vec<(Uuid, Sealed)>> {
        let alike = |(line, _): &&(BallotLine, _)| kind.form.is_none_or(|form| line.form == form);
        let lines: Vec<_> = self.lines.iter().filter(alike).collect();
        anyhow::ensure!(!lines.is_empty(), "no ballots of the kind");
        let one = |(line, definition): &&(BallotLine, FormDefinition)| {
            let line = line.clone();
            let header = Header {
                id: Uuid::now_v7(),
                campaign: self.campaign.to_owned(),
                version: definition.version.clone(),
                definition: definition.digest(),
                form: line.form,
                place: line.place,
                mode: line.mode,
                interviewer: line.interviewer,
                started: line.started,
                finished: line.finished,
                replaces: line.replaces,
                consented: line.consented,
            };
            (header.id, Ballot { header, answers: line.answers }.seal())
        };
        Ok(lines.iter().cycle().take(number).map(one).collect())
    }

    async fn turn(&self, kind: &Kind) -> anyhow::Result<Turn> {
        let ballots = self.ballots(kind, kind.connections * kind.each)?;
        let bytes: usize = ballots.iter().map(|(_, sealed)| sealed.bytes.len()).sum();
        let requests: Vec<_> = ballots
            .iter()
            .map(|(id, sealed)| load::put(self.admin.token(), self.campaign, *id, sealed))
            .collect();
        let work = requests.chunks(kind.each).map(<[_]>::to_vec).collect();
        let (cpu, written) = (self.cpu()?, self.written()?);
        let (took, times) = load::send(self.served.address(), work, 201).await?;
        let number = ballots.len() as f64;
        let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize].as_secs_f64() * 1000.0;
        Ok(Turn {
            per_second: number / took.as_secs_f64(),
            cpu_ms: (self.cpu()? - cpu).as_secs_f64() * 1000.0 / number,
            written: (self.written()? - written) / bytes as f64,
            p50_ms: at(0.5),
            p99_ms: at(0.99),
        })
    }

    /// What the kernel says of the process.
    fn said(&self, file: &str) -> anyhow::Result<String> {
        let id = self.served.process_id().ok_or_else(|| anyhow::anyhow!("the server runs"))?;
        Ok(std::fs::read_to_string(format!("/proc/{id}/{file}"))?)
    }

    fn cpu(&self) -> anyhow::Result<Duration> {
        ticks(&self.said("stat")?, 11)
    }

    fn written(&self) -> anyhow::Result<f64> {
        let said = self.said("io")?;
        let bytes = said.lines().find_map(|line| line.strip_prefix("write_bytes: "));
        Ok(bytes.unwrap_or_default().parse()?)
    }
}

/// The time in two columns of a process's `stat`, counted behind its name.
pub fn ticks(stat: &str, first: usize) -> anyhow::Result<Duration> {
    let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ').skip(first).take(2);
    let ticks = fields.map(str::parse::<u64>).sum::<Result<u64, _>>()?;
    // Linux counts a hundred a second for everybody.
    Ok(Duration::from_millis(ticks * 10))
}

/// Rows of the same bytes, so many in a transaction.
#[expect(clippy::disallowed_methods, reason = "a measurement")]
pub fn plain_inserts(ballots: &[(Uuid, Sealed)], in_one: usize) -> anyhow::Result<f64> {
    let folder = tempfile::TempDir::new()?;
    let db = rusqlite::Connection::open(folder.path().join("plain.db"))?;
    db.execute_batch("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE ballot (id BLOB PRIMARY KEY, bytes BLOB)")?;
    let began = Instant::now();
    for some in ballots.chunks(in_one) {
        let transaction = db.unchecked_transaction()?;
        for (id, sealed) in some {
            let sql = "INSERT INTO ballot VALUES (?1, ?2)";
            transaction.prepare_cached(sql)?.execute((id.as_bytes(), &sealed.bytes))?;
        }
        transaction.commit()?;
    }
    Ok(ballots.len() as f64 / began.elapsed().as_secs_f64())
}

/// The middle one of the values.
pub fn median<T>(of: &[T], value: impl Fn(&T) -> f64) -> f64 {
    let mut values: Vec<_> = of.iter().map(value).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
