//! `parindex export`: what the store holds, in the files of a campaign package.

use std::io::{BufWriter, ErrorKind, stdout};
use std::path::PathBuf;

use shared::message::Language;
use shared::problem::Problem;

use super::report::{Failure, say, store_in};
use crate::config::Config;
use crate::service::export;
use crate::start::open;

/// What to export.
#[derive(Debug, clap::Subcommand)]
pub enum Arguments {
    /// The ballots of a campaign as ballots.jsonl, on stdout: each with its status, and with the decision that gave it.
    Ballots(Ballots),
}

/// Of which store and campaign.
#[derive(Debug, clap::Args)]
pub struct Ballots {
    /// Folder of the data.
    #[arg(long, env = "PARINDEX_DATA", default_value = "data")]
    data: PathBuf,
    /// The campaign's id.
    #[arg(long, value_name = "CODE")]
    campaign: String,
}

/// Exports. A server may run beside it on the same data. Ballots that cannot be read again keep no others back.
pub async fn run(arguments: Arguments, language: Language) -> Result<(), Failure> {
    let Arguments::Ballots(Ballots { data, campaign }) = arguments;
    store_in(&data)?;
    let site = open(&Config::new(data, ([127, 0, 0, 1], 0).into()))?;
    match export::ballots(&site, campaign, BufWriter::new(stdout())).await? {
        // A reader that has seen enough and closed the pipe is no fault of ours.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(error.into()),
        Ok(unreadable) if unreadable.is_empty() => Ok(()),
        Ok(unreadable) => {
            say(language, &unreadable);
            Err(Failure::Refused(Problem::new("export.left_out").with("n", unreadable.len())))
        }
    }
}
