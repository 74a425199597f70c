//! `parindex export`: what the store holds, in the files of a campaign package.

mod ballots;
mod package;

use std::path::PathBuf;

use shared::message::Language;

use super::report::Failure;

/// What to export.
#[derive(Debug, clap::Subcommand)]
pub enum Arguments {
    /// The ballots of a campaign as ballots.jsonl, on stdout: each with its status, and with the decision that gave it.
    Ballots(Of),
    /// The package of a campaign as it was received, as a .zip of its workbooks.
    Package(package::Arguments),
}

/// Of which store and campaign.
#[derive(Debug, clap::Args)]
pub struct Of {
    /// Folder of the data.
    #[arg(long, env = "PARINDEX_DATA", default_value = "data")]
    data: PathBuf,
    /// The campaign's id.
    #[arg(long, value_name = "CODE")]
    campaign: String,
}

/// Exports. A server may run beside it on the same data.
pub async fn run(arguments: Arguments, language: Language) -> Result<(), Failure> {
    match arguments {
        Arguments::Ballots(of) => ballots::run(of, language).await,
        Arguments::Package(package) => package::run(package, language).await,
    }
}
