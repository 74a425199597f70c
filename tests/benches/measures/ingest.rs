//! Ballots accepted a second, each answered only when it is on the disk, beside a plain SQLite insert of the same bytes.

use std::time::{Duration, Instant};

use tests::client::Client;
use tests::sample;
use uuid::Uuid;

use crate::row;

const CAMPAIGN: &str = "bac-kan-2019";
const CONNECTIONS: [usize; 3] = [1, 8, 32];
const PER_CONNECTION: usize = 60;

/// Sends new copies of a P6 ballot of the sample, then inserts as many rows of the same size, one transaction each.
#[expect(clippy::disallowed_methods, reason = "a measurement")]
pub async fn measure(admin: &Client) -> anyhow::Result<()> {
    let definition = admin.definition(CAMPAIGN, "P6").await?;
    let plain = plain_inserts_per_second(&sample::sealed_copy("P6", &definition, Uuid::now_v7())?.bytes)?;
    row("plain SQLite insert of the same bytes, one transaction each (WAL, FULL)", format!("{plain:.0} / s"));
    for connections in CONNECTIONS {
        let rate = rate(admin, connections, PER_CONNECTION).await?;
        let shown = format!("{rate:.0} / s, {:.1} × plain insert", rate / plain);
        row(&format!("ballots accepted durably, {connections} connections"), shown);
    }
    Ok(())
}

/// How many ballots a second are accepted over so many connections, each of which sends so many.
#[expect(clippy::disallowed_methods, reason = "a measurement")]
pub async fn rate(admin: &Client, connections: usize, each: usize) -> anyhow::Result<f64> {
    let definition = admin.definition(CAMPAIGN, "P6").await?;
    let sealed = || sample::sealed_copy("P6", &definition, Uuid::now_v7());
    let work: Vec<Vec<_>> =
        (0..connections).map(|_| (0..each).map(|_| sealed()).collect()).collect::<Result<_, _>>()?;
    let began = Instant::now();
    let senders = work.into_iter().map(|ballots| {
        let client = admin.clone();
        tokio::spawn(async move {
            for sealed in ballots {
                client.put_ballot(CAMPAIGN, &sealed).await?;
            }
            anyhow::Ok(())
        })
    });
    for sender in senders.collect::<Vec<_>>() {
        sender.await??;
    }
    Ok(per_second(connections * each, began.elapsed()))
}

#[expect(clippy::disallowed_methods, reason = "a measurement")]
fn plain_inserts_per_second(bytes: &[u8]) -> anyhow::Result<f64> {
    let folder = tempfile::TempDir::new()?;
    let db = rusqlite::Connection::open(folder.path().join("plain.db"))?;
    db.execute_batch("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE ballot (id BLOB PRIMARY KEY, bytes BLOB)")?;
    let rows = 200;
    let began = Instant::now();
    for _ in 0..rows {
        db.execute("INSERT INTO ballot VALUES (?1, ?2)", (Uuid::now_v7().as_bytes(), bytes))?;
    }
    Ok(per_second(rows, began.elapsed()))
}

#[expect(clippy::cast_precision_loss, reason = "a rate for reading")]
fn per_second(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64()
}
