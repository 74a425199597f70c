//! `parindex export ballots`: on stdout. Ballots that cannot be read again keep no others back.

use std::io::{BufWriter, ErrorKind, stdout};

use shared::message::Language;
use shared::problem::Problem;

use super::Of;
use crate::cli::report::{Failure, explained, say, site_in};
use crate::service::export;

/// Writes them.
pub async fn run(Of { data, campaign }: Of, language: Language) -> Result<(), Failure> {
    let site = site_in(&data)?;
    let written = export::ballots(&site, campaign, BufWriter::new(stdout())).await;
    match explained(&site, written).await? {
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
