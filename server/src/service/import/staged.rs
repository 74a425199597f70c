//! Packages that were checked and wait for their import, by digest: below the data folder beside other files on their way, and
//! gone with them when nobody imports.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use shared::ballot::Digest;
use tempfile::NamedTempFile;

use crate::evidence::UPLOADS;
use crate::folder;

/// The packages that wait in a data folder.
#[derive(Clone, Debug)]
pub struct Staged {
    data: PathBuf,
}

impl Staged {
    /// Those of this data folder.
    pub fn of(data: &Path) -> Self {
        Self { data: data.to_owned() }
    }

    /// Where one is; what units upload lies beside it under other names.
    pub fn path(&self, digest: &Digest) -> PathBuf {
        let name = Digest::of(format!("package\0{digest}").as_bytes());
        self.data.join(UPLOADS).join(name.to_string())
    }

    /// Lets a package wait.
    pub fn keep(&self, archive: &[u8]) -> io::Result<Digest> {
        let digest = Digest::of(archive);
        let path = self.path(&digest);
        folder::make_private(folder::parent(&path))?;
        let mut made = NamedTempFile::new_in(folder::parent(&path))?;
        made.write_all(archive)?;
        made.persist(&path)?;
        Ok(digest)
    }

    /// The bytes of one, if it waits here and is whole.
    pub fn read(&self, digest: &Digest) -> io::Result<Option<Vec<u8>>> {
        let mut file = match File::open(self.path(digest)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            file => file?,
        };
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(Some(bytes).filter(|bytes| Digest::of(bytes) == *digest))
    }

    /// Lets one go that was imported.
    pub fn release(&self, digest: &Digest) -> io::Result<()> {
        match fs::remove_file(self.path(digest)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            gone => gone,
        }
    }
}
