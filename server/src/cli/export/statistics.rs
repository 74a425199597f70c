//! Files that are made step by step: of statistics programs into a folder, a workbook into a file. Ballots that cannot be read
//! again keep no others back.

use std::fs::File;
use std::io::{BufWriter, Write as _};

use shared::problem::Diagnostic;

use super::made::{Making, finish};
use crate::archive::Packing;
use crate::cli::report::Failure;
use crate::service::Site;
use crate::service::export::Files;

/// Writes them; gives how many ballots are in them, and those that cannot be read again.
pub async fn write(site: &Site, mut files: Files, to: &Making) -> Result<(usize, Vec<Diagnostic>), Failure> {
    let mut packing = match &files {
        Files::Workbook(_) => Some((Packing::default(), to.open("")?)),
        Files::Statistics(_) => None,
    };
    let (mut file, mut unreadable): (Option<BufWriter<File>>, _) = (None, Vec::new());
    while let Some(step) = files.step(site).await? {
        if let Some((packing, file)) = &mut packing {
            file.write_all(&packing.add(step.begun.as_deref(), &step.bytes)?)?;
        } else {
            if let Some(name) = step.begun {
                file.replace(to.open(&name)?).map_or(Ok(()), finish)?;
            }
            if let Some(file) = &mut file {
                file.write_all(&step.bytes)?;
            }
        }
        unreadable.extend(step.unreadable);
    }
    if let Some((packing, mut whole)) = packing {
        whole.write_all(&packing.end()?)?;
        file = Some(whole);
    }
    file.map_or(Ok(()), finish)?;
    Ok((files.ballots(), unreadable))
}
