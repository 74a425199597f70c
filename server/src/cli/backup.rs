//! `parindex backup`: one archive with a consistent copy of everything, while a server runs or not.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use shared::message::{Language, number, text};
use shared::problem::Problem;
use tempfile::NamedTempFile;

use super::drill::drill;
use super::export::give_name;
use super::report::{Failure, store_in};
use crate::archive::{self, ArchiveError, FORMAT, Manifest, Part};
use crate::clock;
use crate::files::Kept;
use crate::folder::{self, STORE};
use crate::store::{self, StoreError};
use crate::workshop::Workshop;

/// How backups in a folder are named: by the time at which they were made, in UTC.
const NAME: &str = "parindex-%Y-%m-%d-%H%M%SZ.zip";

/// From where to where.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The archive, such as parindex-2026-11-28.zip; there must be no such file yet. Or a folder: then its name is the time.
    file: PathBuf,
    /// Lets the oldest go, so that so many backups named by their time stay in the folder.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    keep: Option<u32>,
    /// Lays the backup back beside the live store and compares, then clears that away.
    #[arg(long)]
    drill: bool,
    /// Folder of the data.
    #[arg(long, env = "PARINDEX_DATA", default_value = "data")]
    data: PathBuf,
}

/// Makes the archive. It bears its name only when it is whole, checked and on the disk, and replaces nothing.
pub fn run(arguments: &Arguments, language: Language) -> Result<(), Failure> {
    let store = store_in(&arguments.data)?;
    let named_by_time = arguments.file.is_dir();
    if arguments.keep.is_some() && !named_by_time {
        return Err(refused("backup.keep", "file", &arguments.file));
    }
    let now = clock::system().now();
    let to = &if named_by_time {
        arguments.file.join(now.strftime(NAME).to_string())
    } else {
        arguments.file.clone()
    };
    if to.symlink_metadata().is_ok() {
        return Err(refused("backup.exists", "file", to));
    }
    let beside = folder::parent(to);
    let workshop = Workshop::new(beside, "backup").map_err(Failure::at(beside))?;
    let copy = workshop.path().join(STORE);
    let looked_over = store::copy(&store, &copy).and_then(|()| store::look_over(&copy));
    // What was cut off may have held nothing: the file is not as it was left all the same.
    let contents = match looked_over.and_then(|it| store::refuse_cut(&store).map(|()| it)) {
        Ok(contents) => contents,
        Err(StoreError::Damaged(cause)) => return Err(keep_damaged(&store, &workshop, to, &cause)?),
        Err(error) => return Err(error.into()),
    };
    let manifest = Manifest {
        format: FORMAT,
        made: now,
        epoch: contents.epoch,
        counts: contents.counts,
        files: Vec::new(),
    };
    let made = NamedTempFile::new_in(workshop.path())?;
    let path = |name: &str| if name == STORE { copy.clone() } else { arguments.data.join(name) };
    let names = std::iter::once(STORE.to_owned()).chain(contents.files.iter().map(Kept::name));
    archive::write(made.as_file(), names, path, manifest)
        .and_then(|manifest| are_whole(&manifest.files[1..], &contents.files).map(|()| manifest))
        .and_then(|manifest| check(made.path(), &manifest))
        .map_err(|error| match error {
            ArchiveError::Differs(name) => refused("backup.file", "file", &path(&name)),
            ArchiveError::Io(error) => Failure::at(to)(error),
            error => anyhow::Error::from(error).into(),
        })?;
    let bytes = number(language, &made.as_file().metadata()?.len().to_string());
    give_name(made.into_temp_path(), to)?;
    let file = to.display().to_string();
    println!("{}", text(language, "server.backed_up", &[("file", &file), ("bytes", &bytes)]));
    if arguments.drill {
        drill(to, &arguments.data)?;
        println!("{}", text(language, "server.drilled", &[("file", &file)]));
    }
    // Only now: as long as the new one is not sure, the oldest may be the best.
    arguments.keep.map_or(Ok(()), |keep| let_go(&arguments.file, keep))
}

/// Deletes the oldest backups of a folder that are named by their time, but for so many.
fn let_go(folder: &Path, keep: u32) -> Result<(), Failure> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().into_string().unwrap_or_default();
        if DateTime::strptime(NAME, &name).is_ok() {
            names.push(name);
        }
    }
    names.sort_unstable();
    let old = names.len().saturating_sub(usize::try_from(keep).unwrap_or(usize::MAX));
    names[..old].iter().try_for_each(|name| fs::remove_file(folder.join(name)))?;
    Ok(folder::sync(folder)?)
}

/// Whether what was copied of the files that the store names is what it names.
fn are_whole(parts: &[Part], named: &[Kept]) -> Result<(), ArchiveError> {
    let differs = |(part, kept): &(&Part, &Kept)| (part.bytes, part.sha256) != (kept.bytes, kept.digest);
    match parts.iter().zip(named).find(differs) {
        Some((part, _)) => Err(ArchiveError::Differs(part.name.clone())),
        None => Ok(()),
    }
}

/// Reads the archive again, as `restore` will.
fn check(path: &Path, manifest: &Manifest) -> Result<(), ArchiveError> {
    let archive = File::open(path)?;
    if archive::manifest(&archive)? != *manifest {
        return Err(ArchiveError::Differs(path.display().to_string()));
    }
    archive::extract(&archive, &manifest.files, None)
}

/// Keeps the copy of a damaged store under a name that tells it from a backup. Gives what is to be said.
fn keep_damaged(store: &Path, workshop: &Workshop, to: &Path, cause: &str) -> Result<Failure, Failure> {
    let kept = workshop.keep(STORE, to)?;
    let problem = Problem::new("backup.damaged").with("file", store.display()).with("cause", cause);
    Ok(Failure::Refused(problem.with("copy", kept.display())))
}

fn refused(code: &str, what: &str, path: &Path) -> Failure {
    Failure::Refused(Problem::new(code).with(what, path.display()))
}
