//! `parindex export package`: a package as it was received.

use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;

use shared::message::{Language, text};
use shared::problem::Problem;

use super::Of;
use crate::cli::report::{Failure, explained, site_in};
use crate::files::Files;
use crate::folder;
use crate::service::export;

/// Which package, and where to.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The file to make, such as package.zip; there must be no such file yet.
    file: PathBuf,
    #[command(flatten)]
    of: Of,
    /// Which import of the campaign, counted from 1; without it the last.
    #[arg(long, value_name = "N")]
    generation: Option<i64>,
}

/// Writes it into a new file.
pub async fn run(arguments: Arguments, language: Language) -> Result<(), Failure> {
    let Arguments { file, of: Of { data, campaign }, generation } = arguments;
    let site = site_in(&data)?;
    let packages = explained(&site, export::packages(&site, campaign.clone()).await).await?;
    let about = |code: &str| Problem::new(code).with("campaign", &campaign);
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
    let files = Files::of(&data);
    let Some(bytes) = files.read(&head.file)? else {
        return Err(Failure::Refused(
            Problem::new("export.damaged").with("file", files.path(&head.file).display()),
        ));
    };
    let written = folder::private().write(true).create_new(true).open(&file).and_then(|mut made| {
        made.write_all(&bytes)?;
        made.sync_all()
    });
    match written {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(Failure::Refused(Problem::new("backup.exists").with("file", file.display())));
        }
        written => written?,
    }
    let n = head.generation.to_string();
    let params = [("file", &*file.display().to_string()), ("n", &n), ("campaign", &campaign)];
    println!("{}", text(language, "server.package_written", &params));
    Ok(())
}
