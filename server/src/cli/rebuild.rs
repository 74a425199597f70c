//! `parindex rebuild`: drops everything derived and computes it again.

use std::path::PathBuf;

use shared::message::{Language, number, text};
use shared::problem::Problem;

use super::report::{Failure, store_in};
use crate::config::Config;
use crate::folder;
use crate::service::rebuild::rebuild;
use crate::start::open;
use crate::store::{self, StoreError};

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
    let store = store_in(&arguments.data)?;
    let site = open(&Config::new(arguments.data, ([127, 0, 0, 1], 0).into()))?;
    // Counted from what is left, a loss would look whole.
    store::look_over(&store).map_err(|error| match error {
        StoreError::Damaged(cause) => Failure::Refused(Problem::new("rebuild.damaged").with("cause", cause)),
        error => error.into(),
    })?;
    let ballots = number(language, &rebuild(&site).await?.to_string());
    println!("{}", text(language, "server.rebuilt", &[("n", &ballots)]));
    Ok(())
}
