//! Files by their digest, below the data folder: packages as they were received, and what units give as evidence. What is in
//! the store names them; the same bytes are kept once.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use shared::ballot::Digest;
use tempfile::NamedTempFile;

use crate::folder;

/// The folder of the files in the data folder.
pub const FILES: &str = "files";

/// A file that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// SHA-256 of its bytes, its name.
    pub digest: Digest,
    /// Its length.
    pub bytes: u64,
}

impl Kept {
    /// Its name in the data folder: `files/` and the digest, in folders by the first two digits.
    pub fn name(&self) -> String {
        let digest = self.digest.to_string();
        format!("{FILES}/{}/{digest}", &digest[..2])
    }
}

/// The files of a data folder.
#[derive(Clone, Debug)]
pub struct Files {
    data: PathBuf,
}

impl Files {
    /// Those of this data folder.
    pub fn of(data: &Path) -> Self {
        Self { data: data.to_owned() }
    }

    /// Where a file is.
    pub fn path(&self, kept: &Kept) -> PathBuf {
        self.data.join(kept.name())
    }

    /// Keeps a file, durably: its name is on the disk when this returns, and only a whole file ever bears it.
    pub fn keep(&self, bytes: &[u8]) -> io::Result<Kept> {
        let kept = Kept { digest: Digest::of(bytes), bytes: bytes.len() as u64 };
        let path = self.path(&kept);
        if self.is_whole(&kept)? {
            return Ok(kept);
        }
        let beside = folder::parent(&path);
        folder::make_private(beside)?;
        let mut made = NamedTempFile::with_prefix_in(".parindex-file-", beside)?;
        made.write_all(bytes)?;
        made.as_file().sync_all()?;
        // What bears the name and is not whole was damaged here: it gives way to what it should be.
        made.persist(&path)?;
        folder::sync_down_to(&self.data, &path)?;
        Ok(kept)
    }

    /// Takes a file in that lies below the data folder already, whole and synced.
    pub fn take(&self, from: &Path, kept: &Kept) -> io::Result<()> {
        let path = self.path(kept);
        if self.is_whole(kept)? {
            return fs::remove_file(from);
        }
        folder::make_private(folder::parent(&path))?;
        fs::rename(from, &path)?;
        folder::sync_down_to(&self.data, &path)
    }

    /// The bytes of a file, if it is here and whole.
    pub fn read(&self, kept: &Kept) -> io::Result<Option<Vec<u8>>> {
        match fs::read(self.path(kept)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            read => Ok(Some(read?).filter(|bytes| Digest::of(bytes) == kept.digest)),
        }
    }

    /// Whether the file is here, and what its name says.
    pub fn is_whole(&self, kept: &Kept) -> io::Result<bool> {
        match File::open(self.path(kept)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            // Something else may bear its name.
            file => match crate::archive::sum(file?) {
                Err(error) if error.kind() == ErrorKind::IsADirectory => Ok(false),
                sum => Ok(sum? == (kept.bytes, kept.digest)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    #[test]
    fn the_same_bytes_are_kept_once_and_what_was_damaged_is_mended() {
        let data = TempDir::new().unwrap();
        let files = Files::of(data.path());
        let kept = files.keep(b"a package").unwrap();
        assert_eq!(files.keep(b"a package").unwrap(), kept);
        assert_eq!(files.read(&kept).unwrap().unwrap(), b"a package");
        let path = files.path(&kept);
        assert_eq!(fs::read_dir(folder::parent(&path)).unwrap().count(), 1);
        fs::write(&path, b"a damaged").unwrap();
        assert!(!files.is_whole(&kept).unwrap() && files.read(&kept).unwrap().is_none());
        files.keep(b"a package").unwrap();
        assert!(files.is_whole(&kept).unwrap());
    }

    #[test]
    fn a_file_that_is_not_here_is_said_to_be_missing() {
        let data = TempDir::new().unwrap();
        let files = Files::of(data.path());
        let kept = Kept { digest: Digest::of(b"x"), bytes: 1 };
        assert!(files.read(&kept).unwrap().is_none() && !files.is_whole(&kept).unwrap());
        fs::create_dir_all(files.path(&kept)).unwrap();
        assert!(!files.is_whole(&kept).unwrap());
    }
}
