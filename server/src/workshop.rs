//! Where something is made before it gets its name: a hidden folder that goes when the work is done, given up, told to
//! stop or, at the next work beside it, killed.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::{TempDir, TempPath};

use crate::folder;

/// How the names of all workshops begin.
const PREFIX: &str = ".parindex-";

/// The workshops of this process.
static WORKSHOPS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A hidden folder for what is being made.
#[derive(Debug)]
pub struct Workshop {
    made: TempDir,
    /// Locked as long as somebody works here.
    _lock: File,
}

impl Workshop {
    /// A new one in this folder. Those that killed processes left there are cleared away.
    pub fn new(folder: &Path, command: &str) -> io::Result<Self> {
        clear_left(folder);
        loop {
            let made = tempfile::Builder::new().prefix(&format!("{PREFIX}{command}-")).tempdir_in(folder)?;
            // Until it is locked, another may take it for one that was left, and clear it away.
            match File::open(made.path()) {
                Ok(lock) if lock.try_lock().is_ok() && made.path().exists() => {
                    workshops().push(made.path().to_owned());
                    return Ok(Self { made, _lock: lock });
                }
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
    }

    /// A new one in this folder, or where nothing may be written there, in the system's folder for such things.
    pub fn beside(folder: &Path, command: &str) -> io::Result<Self> {
        Self::new(folder, command).or_else(|error| match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                Self::new(&std::env::temp_dir(), command)
            }
            _ => Err(error),
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.made.path()
    }

    /// Gives a damaged file made here, and the log beside it, the first free name that tells it from a whole one. Gives
    /// that name.
    pub fn keep(&self, file: &str, to: &Path) -> io::Result<PathBuf> {
        // What was told to stop is cleared away under the hands of its thread, and must not be taken for damaged.
        let _not_yet_told = workshops();
        let mut made = TempPath::try_from_path(self.path().join(file))?;
        for number in 1.. {
            let name = with(to, &format!(".damaged-{number}"));
            match made.persist_noclobber(&name) {
                Ok(()) => {
                    let log = with(&self.path().join(file), "-wal");
                    if log.exists() {
                        TempPath::try_from_path(log)?.persist_noclobber(with(&name, "-wal"))?;
                    }
                    folder::sync(folder::parent(to))?;
                    return Ok(name);
                }
                Err(error) if error.error.kind() == ErrorKind::AlreadyExists => made = error.path,
                Err(error) => return Err(error.error),
            }
        }
        unreachable!("there are more numbers than files")
    }
}

fn with(path: &Path, more: &str) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(more);
    name.into()
}

/// Clears away what threads that end with the process had begun; they begin and keep nothing any more.
pub fn clear_workshops() {
    let mut all = workshops();
    for path in all.drain(..) {
        // A file that was being made may appear while the others go.
        for _ in 0..100 {
            match fs::remove_dir_all(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => continue,
                _ => break,
            }
        }
    }
    mem::forget(all);
}

/// Clears away those in which nobody works any more. What cannot be cleared hinders nobody.
fn clear_left(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX)) {
        let path = entry.path();
        // Held until it is gone: unlocked before, its maker would lock it and lose it.
        let Some(_lock) = File::open(&path).ok().filter(|lock| lock.try_lock().is_ok()) else { continue };
        if path.is_dir() {
            drop(fs::remove_dir_all(&path));
        }
    }
}

fn workshops() -> MutexGuard<'static, Vec<PathBuf>> {
    WORKSHOPS.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_process_left_goes_and_what_is_in_use_stays() {
        let folder = TempDir::new().unwrap();
        let left = folder.path().join(".parindex-backup-left");
        fs::create_dir(&left).unwrap();
        fs::write(left.join("half"), "half").unwrap();
        let first = Workshop::new(folder.path(), "backup").unwrap();
        assert!(!left.exists());
        let second = Workshop::new(folder.path(), "doctor").unwrap();
        assert!(first.path().exists() && second.path().exists());
        drop((first, second));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn many_at_once_each_have_their_own() {
        let folder = TempDir::new().unwrap();
        std::thread::scope(|threads| {
            for _ in 0..8 {
                threads.spawn(|| {
                    for n in 0..40 {
                        let workshop = Workshop::new(folder.path(), "test").unwrap();
                        fs::write(workshop.path().join("made"), [n]).unwrap();
                        assert_eq!(fs::read(workshop.path().join("made")).unwrap(), [n]);
                    }
                });
            }
        });
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_is_kept_takes_no_name_that_is_there() {
        let folder = TempDir::new().unwrap();
        let to = folder.path().join("db");
        for n in 1..=2 {
            let workshop = Workshop::new(folder.path(), "test").unwrap();
            fs::write(workshop.path().join("made"), [n]).unwrap();
            fs::write(workshop.path().join("made-wal"), [n]).unwrap();
            let name = workshop.keep("made", &to).unwrap();
            assert_eq!(name, folder.path().join(format!("db.damaged-{n}")));
            assert_eq!(fs::read(with(&name, "-wal")).unwrap(), [n]);
        }
    }
}
