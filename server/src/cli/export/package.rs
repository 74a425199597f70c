//! A package as it was received, its workbooks byte for byte.

use std::io::{Cursor, Write as _};
use std::path::Path;

use anyhow::Context as _;
use shared::problem::Problem;

use super::made::{Making, finish};
use crate::cli::report::{Failure, explained};
use crate::files::Files;
use crate::package::workbooks;
use crate::service::{Site, export};

/// Writes the workbooks of an import, the last one where none is named; gives which import it is.
pub async fn write(
    site: &Site,
    data: &Path,
    campaign: &str,
    generation: Option<i64>,
    into: &Making,
) -> Result<i64, Failure> {
    let packages = explained(site, export::packages(site, campaign.to_owned()).await).await?;
    let about = |code: &str| Problem::new(code).with("campaign", campaign);
    let found = match generation {
        None => packages.last(),
        Some(wanted) => packages.iter().find(|head| head.generation == wanted),
    };
    let Some(head) = found else {
        let there: Vec<String> = packages.iter().map(|head| head.generation.to_string()).collect();
        let problem = match generation {
            Some(n) if !there.is_empty() => {
                about("export.no_generation").with("n", n).with("there", there.join(", "))
            }
            _ => about("export.no_package"),
        };
        return Err(Failure::Refused(problem));
    };
    let files = Files::of(data);
    let Some(bytes) = files.read(&head.file)? else {
        return Err(Failure::Refused(
            Problem::new("export.damaged").with("file", files.path(&head.file).display()),
        ));
    };
    for (name, bytes) in workbooks(Cursor::new(bytes)).context("a package that is kept")? {
        let mut file = into.open(&name)?;
        file.write_all(&bytes)?;
        finish(file)?;
    }
    Ok(head.generation)
}
