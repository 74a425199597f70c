//! `parindex restore`: the way back from a backup, into a folder that holds no data yet.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use shared::ballot::Digest;
use shared::message::{Language, number, text};
use shared::problem::Problem;
use tempfile::TempPath;

use super::report::Failure;
use crate::archive::{self, ArchiveError, Part};
use crate::clock;
use crate::files::Kept;
use crate::folder::{self, STORE};
use crate::secret;
use crate::store::{self, StoreError};
use crate::workshop::Workshop;

/// What to restore, and where.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The archive that `parindex backup` made.
    file: PathBuf,
    /// Folder of the data; it must hold none yet.
    #[arg(long, env = "PARINDEX_DATA", default_value = "data")]
    data: PathBuf,
}

/// Restores all of it or nothing. The restored store is another one: tablets see it and offer what they still hold.
pub fn run(arguments: &Arguments, language: Language) -> Result<(), Failure> {
    let ballots = number(language, &lay(&arguments.file, &arguments.data)?.to_string());
    let folder = arguments.data.display().to_string();
    println!("{}", text(language, "server.restored", &[("folder", &folder), ("n", &ballots)]));
    Ok(())
}

/// Lays a backup into a folder. Gives the number of its ballots.
pub(super) fn lay(file: &Path, data: &Path) -> Result<u64, Failure> {
    if !folder::is_there(file).map_err(Failure::at(file))? {
        return Err(Failure::Refused(Problem::new("restore.absent").with("file", file.display())));
    }
    let archive = File::open(file).map_err(Failure::at(file))?;
    let manifest = archive::manifest(&archive).map_err(|error| unfit(file, error))?;
    let _claim = folder::claim(data)?;
    // What bears a digest as its name is the same file; one that is damaged is in the way like any other.
    let mut missing = Vec::new();
    for part in &manifest.files {
        if !is_here(data, part)? {
            missing.push(part);
        }
    }
    let logs = ["-wal", "-shm", "-journal"].map(|log| format!("{STORE}{log}"));
    for name in missing.iter().map(|part| part.name.clone()).chain(logs) {
        occupied_by(&data.join(name))?;
    }
    let workshop = Workshop::new(data, "restore").map_err(Failure::at(data))?;
    archive::extract(&archive, &manifest.files, Some(workshop.path())).map_err(|error| unfit(file, error))?;
    let copy = workshop.path().join(STORE);
    let damaged = |cause: String| unfit(file, ArchiveError::Broken(cause));
    let contents = store::look_over(&copy).map_err(|error| match error {
        StoreError::Damaged(cause) => damaged(cause),
        error => error.into(),
    })?;
    let parts: BTreeMap<&str, Digest> =
        manifest.files.iter().map(|part| (&*part.name, part.sha256)).collect();
    let has = |kept: &Kept| parts.get(&*kept.name()) == Some(&kept.digest);
    if let Some(missing) = contents.files.iter().find(|kept| !has(kept)) {
        return Err(unfit(file, ArchiveError::Differs(missing.name())));
    }
    if contents.counts != manifest.counts {
        return Err(unfit(file, ArchiveError::Differs(STORE.to_owned())));
    }
    store::make_another(&copy, secret::system().as_ref(), clock::system().now())?;
    File::open(&copy)?.sync_all()?;
    // The store goes last: a folder without it holds no data.
    for part in missing.into_iter().rev() {
        let target = data.join(&part.name);
        folder::make_private(folder::parent(&target))?;
        let made = TempPath::try_from_path(workshop.path().join(&part.name))?;
        made.persist_noclobber(&target).map_err(|error| match error.error.kind() {
            std::io::ErrorKind::AlreadyExists => {
                occupied_by(&target).err().unwrap_or_else(|| error.error.into())
            }
            _ => error.error.into(),
        })?;
        folder::sync_down_to(data, &target)?;
    }
    Ok(manifest.counts.get("ballot").copied().unwrap_or(0))
}

/// Whether a file of the backup is here already. The store never is: what bears its name is another one.
fn is_here(data: &Path, part: &Part) -> std::io::Result<bool> {
    let path = data.join(&part.name);
    Ok(part.name != STORE && path.is_file() && archive::sum(File::open(path)?)? == (part.bytes, part.sha256))
}

/// Refuses to lay anything over what is there.
fn occupied_by(path: &Path) -> Result<(), Failure> {
    match path.symlink_metadata() {
        Ok(_) => Err(Failure::Refused(Problem::new("restore.occupied").with("file", path.display()))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Why this archive is not restored.
fn unfit(file: &Path, error: ArchiveError) -> Failure {
    let about = |code: &str| Problem::new(code).with("file", file.display());
    Failure::Refused(match error {
        ArchiveError::Broken(cause) => about("restore.broken").with("cause", cause),
        ArchiveError::Newer(format) => about("restore.newer").with("format", format),
        ArchiveError::Differs(name) => about("restore.differs").with("name", name),
        ArchiveError::Io(error) => return Failure::at(file)(error),
    })
}
