//! Files of statistics programs into a folder. Ballots that cannot be read again keep no others back.

use std::fs::File;
use std::io::{BufWriter, Write as _};

use shared::export::Format;
use shared::problem::Diagnostic;

use super::made::{Making, finish};
use crate::cli::report::Failure;
use crate::service::Site;
use crate::service::export::{Moment, Statistics};

/// Writes them; gives how many ballots are in them, and those that cannot be read again.
pub async fn write(
    site: &Site,
    moment: &Moment,
    format: Format,
    folder: &Making,
) -> Result<(usize, Vec<Diagnostic>), Failure> {
    let mut making = Statistics::of(moment, format, None, site.now());
    let (mut file, mut unreadable): (Option<BufWriter<File>>, _) = (None, Vec::new());
    while let Some(step) = making.step(site).await? {
        if let Some(name) = step.begun {
            file.replace(folder.open(&name)?).map_or(Ok(()), finish)?;
        }
        if let Some(file) = &mut file {
            file.write_all(&step.bytes)?;
        }
        unreadable.extend(step.unreadable);
    }
    file.map_or(Ok(()), finish)?;
    Ok((making.ballots, unreadable))
}
