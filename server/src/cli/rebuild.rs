//! `parindex rebuild`: drops everything derived and computes it again.

use std::path::PathBuf;

use shared::message::{Language, text};

use super::report::Failure;
use crate::config::Config;
use crate::folder;
use crate::service::rebuild::rebuild;
use crate::start::open;

/// Where.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folder of the data.
    #[arg(long, env = "PARINDEX_DATA", default_value = "data")]
    data: PathBuf,
}

/// Rebuilds. It is one long write: a server beside it could take in no ballot meanwhile, so none may run.
pub async fn run(arguments: Arguments, language: Language) -> Result<(), Failure> {
    let _claim = folder::claim(&arguments.data)?;
    let site = open(&Config::new(arguments.data, ([127, 0, 0, 1], 0).into()))?;
    let ballots = rebuild(&site).await?.to_string();
    println!("{}", text(language, "server.rebuilt", &[("n", &ballots)]));
    Ok(())
}
