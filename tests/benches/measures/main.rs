//! Measures what the README's table says: first load, time to ready offline, durable ballots a second, index query, memory,
//! the taps of an interview, and how fast they are answered. `cargo bench -p tests -- speed` measures only the last, `-- judging` only
//! the taps, `-- beside` the server beside an earlier build, `-- files` what the command line needs for a file of ballots, `-- grown` lists, index and rebuild at two sizes, `-- forms` how forms of strangers open and answer, `-- year` what appraisers of a whole province wait for, `-- published` what everybody may read, `-- listeners` what a thousand listeners cost, `-- sign_ins` how long people wait who sign in together, `-- meanwhile` how long ballots do during an import, `-- lighthouse` what Lighthouse says of the sign-in page, `-- pages` what the office opens and takes away where 100,000 ballots are, `-- opening` drafts and full outboxes on a slow tablet; `-- reloads`, which is no part of the whole, counts the tabs that are lost.
//!
//! The machine is noisy: rates stand beside a plain SQLite insert of the same bytes in the same run, as a ratio.

mod beside;
mod files;
mod first_load;
mod forms;
mod grown;
mod index_query;
mod ingest;
mod judging;
mod lighthouse;
mod listeners;
mod meanwhile;
mod memory;
mod opening;
mod pages;
mod published;
mod reloads;
mod sign_ins;
mod speed;
mod year;

use tests::client::Client;
use tests::served::Served;

fn main() -> anyhow::Result<()> {
    println!("| measure | value |\n|---|---|");
    let only = std::env::args().nth(1).filter(|argument| !argument.starts_with('-'));
    tokio::runtime::Runtime::new()?.block_on(async {
        if only.as_deref() == Some("speed") {
            return speed::measure().await;
        }
        if only.as_deref() == Some("beside") {
            return beside::measure().await;
        }
        if only.as_deref() == Some("files") {
            return files::measure();
        }
        if only.as_deref() == Some("grown") {
            return grown::measure().await;
        }
        if only.as_deref() == Some("year") {
            return year::measure().await;
        }
        if only.as_deref() == Some("forms") {
            return forms::measure().await;
        }
        if only.as_deref() == Some("sign_ins") {
            return sign_ins::measure().await;
        }
        if only.as_deref() == Some("meanwhile") {
            return meanwhile::measure().await;
        }
        if only.as_deref() == Some("lighthouse") {
            return lighthouse::measure();
        }
        if only.as_deref() == Some("pages") {
            return pages::measure().await;
        }
        if only.as_deref() == Some("opening") {
            return opening::measure().await;
        }
        let served = Served::start_released();
        if only.as_deref() == Some("listeners") {
            return listeners::measure(&served, &Client::sign_in(&served, "admin").await?).await;
        }
        if only.as_deref() == Some("published") {
            return published::measure(&served).await;
        }
        if only.as_deref() == Some("reloads") {
            return reloads::measure(&served).await;
        }
        if only.as_deref() == Some("judging") {
            return judging::measure(&served).await;
        }
        let admin = Client::sign_in(&served, "admin").await?;
        first_load::measure(&served).await?;
        index_query::measure(&admin).await?;
        ingest::measure(&admin).await?;
        memory::measure(&served)?;
        published::measure(&served).await?;
        listeners::measure(&served, &admin).await?;
        judging::measure(&served).await?;
        drop(served);
        beside::measure().await?;
        lighthouse::measure()?;
        sign_ins::measure().await?;
        files::measure()?;
        meanwhile::measure().await?;
        grown::measure().await?;
        pages::measure().await?;
        year::measure().await?;
        forms::measure().await?;
        speed::measure().await?;
        opening::measure().await
    })
}

/// Prints a row of the table.
fn row(measure: &str, value: impl std::fmt::Display) {
    println!("| {measure} | {value} |");
}
