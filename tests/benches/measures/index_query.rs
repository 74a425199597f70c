//! How long a reader waits for the index of all 27 units.

use std::time::{Duration, Instant};

use tests::client::Client;

use crate::row;

const QUERIES: usize = 50;

/// The first query after start computes; later ones may be answered from what was computed.
#[expect(clippy::disallowed_methods, reason = "a measurement")]
pub async fn measure(admin: &Client) -> anyhow::Result<()> {
    let mut times = Vec::new();
    for _ in 0..QUERIES {
        let began = Instant::now();
        admin.get("/api/campaigns/bac-kan-2019/index").await?;
        times.push(began.elapsed());
    }
    let first = times[0];
    times.sort();
    row("index of 27 units from 1,034 ballots, first query", milliseconds(first));
    row("the same again, median of 50", milliseconds(times[QUERIES / 2]));
    Ok(())
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}
