//! Measures what the README's table says: first load, time to ready offline, durable ballots a second, index query, memory,
//! the taps of an interview.
//!
//! The machine is noisy: rates stand beside a plain SQLite insert of the same bytes in the same run, as a ratio.

mod first_load;
mod index_query;
mod ingest;
mod judging;
mod memory;

use tests::client::Client;
use tests::served::Served;

fn main() -> anyhow::Result<()> {
    println!("| measure | value |\n|---|---|");
    tokio::runtime::Runtime::new()?.block_on(async {
        let served = Served::start_released();
        let admin = Client::sign_in(&served, "admin").await?;
        first_load::measure(&served).await?;
        index_query::measure(&admin).await?;
        ingest::measure(&admin).await?;
        memory::measure(&served)?;
        judging::measure(&served).await
    })
}

/// Prints a row of the table.
fn row(measure: &str, value: impl std::fmt::Display) {
    println!("| {measure} | {value} |");
}
