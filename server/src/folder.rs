//! The data folder: its owner's alone, and served by one process at a time.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::start::StartError;

/// The file that holds everything.
pub const STORE: &str = "parindex.db";
/// The file that says who works here. It is empty; the lock on it is what counts, and it ends with the process.
const LOCK: &str = "parindex.lock";

/// The right to be the only one that serves this folder; given back when it is dropped.
#[derive(Debug)]
pub struct Claim(#[expect(dead_code, reason = "the lock lives as long as the file is open")] File);

/// Makes the folder and an empty store where there is none; gives the store's file. It holds answers of citizens and
/// hashes of passwords, and SQLite's other files take the permissions of the first.
pub fn make(folder: &Path) -> Result<PathBuf, StartError> {
    let file = folder.join(STORE);
    make_folder(folder).and_then(|()| private().append(true).create(true).open(&file)).map_err(at(folder))?;
    Ok(file)
}

/// Claims the folder, or refuses where another process has it.
pub fn claim(folder: &Path) -> Result<Claim, StartError> {
    make_folder(folder).map_err(at(folder))?;
    let file = private().append(true).create(true).open(folder.join(LOCK)).map_err(at(folder))?;
    match file.try_lock() {
        Ok(()) => Ok(Claim(file)),
        Err(TryLockError::WouldBlock) => Err(StartError::InUse(folder.display().to_string())),
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

fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

fn at(folder: &Path) -> impl Fn(io::Error) -> StartError {
    let folder = folder.display().to_string();
    move |error| StartError::Data(folder.clone(), error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_claimed_once_at_a_time() {
        let folder = tempfile::TempDir::new().unwrap();
        let first = claim(folder.path()).unwrap();
        assert!(
            matches!(claim(folder.path()), Err(StartError::InUse(named)) if named == folder.path().display().to_string())
        );
        drop(first);
        claim(folder.path()).unwrap();
    }
}
