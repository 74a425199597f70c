//! How long a run takes, and how many readers its published page serves, beside a static file of the same server in the same run.

use std::time::Instant;

use tests::demo::CLOSED;
use tests::load;
use tests::served::Served;

use crate::row;

const CONNECTIONS: usize = 4;
/// Rounds of both, in turn; together fewer requests than one address may send at once.
const ROUNDS: usize = 5;
const EACH: usize = 100;

/// The run with its 2,000 draws as a script makes it, from the start of the process on; both files as a browser asks for them:
/// compressed.
#[expect(clippy::disallowed_methods, reason = "a measurement")]
pub async fn measure(served: &Served) -> anyhow::Result<()> {
    let began = Instant::now();
    served.command(&["run", "--campaign", CLOSED, "--json"]);
    let took = began.elapsed().as_secs_f64();
    row("a run of 27 units from 1,034 ballots with 2,000 draws", format!("{took:.2} s"));
    anyhow::ensure!(took < 2.0, "a run is to take less than 2 s");
    let by = ["publish", "--campaign", CLOSED, "--decision", "86/QĐ-UBND", "--date", "2020-02-15"];
    served.command(&by);
    let page = load::read_public(&format!("/p/{CLOSED}"));
    let file = load::read_public("/index.html");
    let mut rates = [0.0, 0.0];
    for _ in 0..ROUNDS {
        for (rate, request) in rates.iter_mut().zip([&page, &file]) {
            let work = vec![vec![request.clone(); EACH]; CONNECTIONS];
            let sent = u32::try_from(CONNECTIONS * EACH)?;
            let (took, _) = load::send(served.address(), work, 200).await?;
            *rate += f64::from(sent) / took.as_secs_f64() / f64::from(u32::try_from(ROUNDS)?);
        }
    }
    let [page, file] = rates;
    row("a published page of 27 units a second, over 4 connections", format!("{page:.0}"));
    row("the same beside a static file in the same run", format!("{:.2}", page / file));
    anyhow::ensure!(page / file >= 0.5, "a page is to be served at least half as often as a static file");
    Ok(())
}
