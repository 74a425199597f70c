//! `parindex backup`: a consistent copy of everything, while a server runs or not.

use std::path::{Path, PathBuf};

use shared::message::{Language, text};
use shared::problem::Problem;

use super::report::Failure;
use crate::folder::STORE;
use crate::store;

/// From where to where.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The copy; there must be no such file yet.
    file: PathBuf,
    /// Folder of the data.
    #[arg(long, env = "PARINDEX_DATA", default_value = "data")]
    data: PathBuf,
}

/// Copies. Nothing that was there is written over.
pub fn run(arguments: &Arguments, language: Language) -> Result<(), Failure> {
    let (from, to) = (arguments.data.join(STORE), &arguments.file);
    let folder = arguments.data.display();
    if !from.exists() {
        return Err(Failure::Refused(Problem::new("backup.nothing").with("folder", folder)));
    }
    if to.exists() {
        return Err(Failure::Refused(Problem::new("backup.exists").with("file", to.display())));
    }
    let bytes = copy(&from, to)?.to_string();
    let file = to.display().to_string();
    println!("{}", text(language, "server.backed_up", &[("file", &file), ("bytes", &bytes)]));
    Ok(())
}

/// Under another name first, so that what bears the right name is whole. Gives its size.
fn copy(from: &Path, to: &Path) -> Result<u64, Failure> {
    let mut part = to.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let copied = store::copy(from, &part).map_err(Failure::from).and_then(|()| {
        std::fs::rename(&part, to)?;
        Ok(std::fs::metadata(to)?.len())
    });
    if copied.is_err() {
        drop(std::fs::remove_file(&part));
    }
    copied
}
