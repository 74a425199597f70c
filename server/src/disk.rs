//! The disk under the data folder: what is left of it, and when that is too little.

use std::fs;
use std::io;
use std::path::Path;

use crate::folder::STORE;

/// Below this the next days are at risk, however small the store is.
const LEAST: u64 = 1 << 30;

/// The disk under a data folder, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disk {
    /// What is left of it for an ordinary user.
    pub free: u64,
    /// All of it.
    pub size: u64,
    /// The store's file and its log.
    pub store: u64,
}

impl Disk {
    /// The one under this folder.
    pub fn under(data: &Path) -> io::Result<Self> {
        let about = rustix::fs::statvfs(data)?;
        let length = |name: String| fs::metadata(data.join(name)).map_or(0, |about| about.len());
        Ok(Self {
            free: about.f_bavail * about.f_frsize,
            size: about.f_blocks * about.f_frsize,
            store: length(STORE.to_owned()) + length(format!("{STORE}-wal")),
        })
    }

    /// Whether too little is left: less than one more copy of the store takes, as `backup` and `doctor` make it.
    pub fn is_low(&self) -> bool {
        self.free < LEAST.max(self.store)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_is_low_where_no_other_copy_of_the_store_fits() {
        let disk = |free, store| Disk { free, size: 100 << 30, store };
        assert!(disk(LEAST - 1, 0).is_low() && !disk(LEAST, 0).is_low());
        assert!(disk((5 << 30) - 1, 5 << 30).is_low() && !disk(5 << 30, 5 << 30).is_low());
    }

    #[test]
    fn the_store_is_weighed_with_its_log() {
        let data = tempfile::TempDir::new().unwrap();
        fs::write(data.path().join(STORE), [0; 700]).unwrap();
        fs::write(data.path().join("parindex.db-wal"), [0; 77]).unwrap();
        let disk = Disk::under(data.path()).unwrap();
        assert_eq!(disk.store, 777);
        assert!(0 < disk.free && disk.free < disk.size);
    }
}
