//! The flags of ballots, as a table.

use std::io::Write as _;

use shared::message::{Language, text};

use super::made::{Making, finish};
use super::shown;
use crate::cli::report::{Failure, explained};
use crate::service::{Site, flags};

/// Writes it, and says how many ballots have a flag.
pub async fn write(site: &Site, campaign: &str, making: Making, language: Language) -> Result<(), Failure> {
    let (table, n) = explained(site, flags::table(site, campaign.to_owned()).await).await?;
    let mut file = making.open("")?;
    file.write_all(table.as_bytes())?;
    finish(file)?;
    let file = making.end(true)?.display().to_string();
    println!("{}", text(language, "server.exported_flags", &[("n", &*shown(language, n)), ("file", &file)]));
    Ok(())
}
