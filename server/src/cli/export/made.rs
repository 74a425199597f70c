//! Files and folders that get their names when they are whole: what was begun and not ended never looks like one.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use shared::problem::Problem;
use tempfile::TempPath;

use crate::cli::report::Failure;
use crate::folder;
use crate::workshop::Workshop;

/// Gives what was made its name, if nothing has it, and makes the name durable.
pub fn give_name(made: TempPath, to: &Path) -> Result<(), Failure> {
    made.persist_noclobber(to).map_err(|error| match error.error.kind() {
        ErrorKind::AlreadyExists => is_there("backup.exists", "file", to),
        _ => Failure::at(to)(error.error),
    })?;
    Ok(folder::sync(folder::parent(to))?)
}

/// A file or a folder of files that is being made.
pub struct Making {
    workshop: Workshop,
    to: PathBuf,
    is_folder: bool,
}

impl Making {
    /// A file; refuses where something has its name.
    pub fn file(to: &Path) -> Result<Self, Failure> {
        if fs::symlink_metadata(to).is_ok() {
            return Err(is_there("backup.exists", "file", to));
        }
        Self::new(to, false)
    }

    /// A folder; refuses where something is in it.
    pub fn folder(to: &Path) -> Result<Self, Failure> {
        match fs::read_dir(to).map(|mut entries| entries.next().is_none()) {
            Ok(true) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            _ => return Err(is_there("export.occupied", "folder", to)),
        }
        let making = Self::new(to, true)?;
        fs::create_dir(making.path())?;
        Ok(making)
    }

    fn new(to: &Path, is_folder: bool) -> Result<Self, Failure> {
        let beside = folder::parent(to);
        let workshop = Workshop::new(beside, "export").map_err(Failure::at(beside))?;
        Ok(Self { workshop, to: to.to_owned(), is_folder })
    }

    fn path(&self) -> PathBuf {
        self.workshop.path().join("made")
    }

    /// Begins the file, or one in the folder.
    pub fn open(&self, name: &str) -> io::Result<BufWriter<File>> {
        let path = if self.is_folder { self.path().join(name) } else { self.path() };
        fs::create_dir_all(folder::parent(&path))?;
        Ok(BufWriter::new(folder::private().write(true).create_new(true).open(path)?))
    }

    /// Gives it its name: where it is not whole, one that says so.
    pub fn end(self, whole: bool) -> Result<PathBuf, Failure> {
        let mut name: OsString = self.to.as_os_str().to_owned();
        if !whole {
            name.push(".incomplete");
        }
        let to = PathBuf::from(name);
        if self.is_folder {
            // A folder takes the place of an empty one, and of nothing else.
            fs::rename(self.path(), &to)?;
            folder::sync(folder::parent(&to))?;
        } else {
            give_name(TempPath::try_from_path(self.path())?, &to)?;
        }
        Ok(to)
    }
}

/// Writes all that waits, to the disk.
pub fn finish(file: BufWriter<File>) -> io::Result<()> {
    let mut file = file;
    file.flush()?;
    file.get_ref().sync_all()
}

fn is_there(code: &str, what: &str, path: &Path) -> Failure {
    Failure::Refused(Problem::new(code).with(what, path.display()))
}
