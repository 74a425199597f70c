//! The data folder: its owner's alone, and served by one process at a time.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The file that holds everything.
pub const STORE: &str = "parindex.db";
/// The file that says who works here. It is empty; the lock on it is what counts, and it ends with the process.
const LOCK: &str = "parindex.lock";

/// Why a data folder cannot be worked in.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// It cannot be made or opened.
    #[error("{0}: {1}")]
    Data(String, io::Error),
    /// Another process works on it and must be the only one.
    #[error("{0} is in use")]
    InUse(String),
}

/// The right to be the only one that serves this folder; given back when it is dropped.
#[derive(Debug)]
pub struct Claim(#[expect(dead_code, reason = "the lock lives as long as the file is open")] File);

/// Makes the folder where there is none; gives the name of the store's file.
pub fn make(folder: &Path) -> Result<PathBuf, FolderError> {
    let file = folder.join(STORE);
    make_private(folder).and_then(|()| is_there(&file)).map_err(at(folder))?;
    Ok(file)
}

/// Claims the folder, or refuses where another process has it.
pub fn claim(folder: &Path) -> Result<Claim, FolderError> {
    make_private(folder).map_err(at(folder))?;
    let file = private().append(true).create(true).open(folder.join(LOCK)).map_err(at(folder))?;
    match file.try_lock() {
        Ok(()) => Ok(Claim(file)),
        Err(TryLockError::WouldBlock) => Err(FolderError::InUse(folder.display().to_string())),
        Err(TryLockError::Error(error)) => Err(at(folder)(error)),
    }
}

/// How files that are their owner's alone are opened.
pub fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Whether there is such a file. What is no file (a pipe, a device) is refused: who opens it may wait for ever.
pub fn is_there(file: &Path) -> io::Result<bool> {
    match fs::metadata(file) {
        Ok(about) if about.is_file() => Ok(true),
        Ok(_) => Err(io::Error::new(ErrorKind::InvalidInput, NoFile(file.to_owned()))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// There is something of that name that is no file.
#[derive(Debug, thiserror::Error)]
#[error("{} is not a file", .0.display())]
pub struct NoFile(pub PathBuf);

/// Makes the names of new files in a folder durable.
pub fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Makes the name of a file in a data folder durable, and the names of the folders down to it, the data folder's too.
pub fn sync_down_to(data: &Path, file: &Path) -> io::Result<()> {
    let folders = file.ancestors().skip(1).take_while(|folder| folder.starts_with(data));
    folders.into_iter().try_for_each(sync)?;
    sync(parent(data))
}

/// The folder in which a file lies.
pub fn parent(file: &Path) -> &Path {
    file.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."))
}

/// Makes a folder that is its owner's alone, and those above it, all of them durable.
pub fn make_private(folder: &Path) -> io::Result<()> {
    let named_in = named_in(folder, Path::exists);
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)?;
    named_in.into_iter().try_for_each(sync)
}

/// The folders in which new names stand once a folder is made with those above it: after a power cut a file is there only if
/// each of them was synced.
fn named_in(folder: &Path, is_there: impl Fn(&Path) -> bool) -> Vec<&Path> {
    let new = folder.ancestors().take_while(|above| *above != Path::new("") && !is_there(above));
    new.map(parent).collect()
}

fn at(folder: &Path) -> impl Fn(io::Error) -> FolderError {
    let folder = folder.display().to_string();
    move |error| FolderError::Data(folder.clone(), error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_claimed_once_at_a_time() {
        let folder = tempfile::TempDir::new().unwrap();
        let first = claim(folder.path()).unwrap();
        assert!(
            matches!(claim(folder.path()), Err(FolderError::InUse(named)) if named == folder.path().display().to_string())
        );
        drop(first);
        claim(folder.path()).unwrap();
    }

    #[test]
    fn each_folder_in_which_a_new_one_is_named_is_synced() {
        let here = |there: &'static [&'static str]| {
            move |folder: &Path| there.iter().any(|it| folder == Path::new(it))
        };
        for (folder, there, synced) in [
            ("/srv/parindex/2026", &["/", "/srv"][..], &["/srv/parindex", "/srv"][..]),
            ("/srv/parindex", &["/", "/srv", "/srv/parindex"], &[]),
            ("/data", &["/"], &["/"]),
            ("data", &[], &["."]),
            ("a/b/c", &["a"], &["a/b", "a"]),
            ("a/b/", &[], &["a", "."]),
        ] {
            assert_eq!(
                named_in(Path::new(folder), here(there)),
                synced.iter().map(Path::new).collect::<Vec<_>>(),
                "{folder}"
            );
        }
        let within = tempfile::TempDir::new().unwrap();
        let folder = within.path().join("of/three/steps");
        make_private(&folder).unwrap();
        make_private(&folder).unwrap();
        assert!(folder.is_dir());
    }
}
