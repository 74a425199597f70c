//! Files on their way here: parts below the data folder that grow at their end until they are whole. A part's length is all
//! that is known of it, so that it goes on after whatever broke.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use shared::ballot::Digest;

use super::inspect::{Seen, inspect};
use crate::archive;
use crate::files::{Files, Kept};
use crate::folder::{self, private};

/// The folder of the parts in the data folder. It is in no backup: who uploads begins again.
pub const UPLOADS: &str = "uploads";
/// Parts that wait for each other only if they fall together.
const LOCKS: usize = 64;

/// How far a file has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many of its bytes are on the disk.
    Part(u64),
    /// It is whole and kept.
    Whole(Kept, Seen),
    /// It is as long as it should be and not what it should be: it begins again.
    Differs,
}

/// The parts of a data folder, of which this process is the only one that writes them.
#[derive(Clone)]
pub struct Uploads {
    data: PathBuf,
    locks: Arc<[Mutex<()>]>,
}

/// Whose file: the campaign, the unit, and the digest that it should have.
pub type Key<'a> = (&'a str, &'a str, Digest);

impl Uploads {
    /// Those of this data folder.
    pub fn of(data: &Path) -> Self {
        Self { data: data.to_owned(), locks: (0..LOCKS).map(|_| Mutex::default()).collect() }
    }

    /// The files that are whole.
    pub fn files(&self) -> Files {
        Files::of(&self.data)
    }

    fn part(&self, (campaign, unit, digest): Key) -> PathBuf {
        let name = Digest::of(format!("{campaign}\0{unit}\0{digest}").as_bytes());
        self.data.join(UPLOADS).join(name.to_string())
    }

    fn lock(&self, part: &Path) -> MutexGuard<'_, ()> {
        let first = part.file_name().and_then(|name| name.as_encoded_bytes().last()).copied();
        self.locks[usize::from(first.unwrap_or(0)) % LOCKS].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many bytes of a file are here.
    pub fn received(&self, key: Key) -> io::Result<u64> {
        match fs::metadata(self.part(key)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(0),
            about => Ok(about?.len()),
        }
    }

    /// Adds a chunk where the part ends, durably; one that begins elsewhere is left aside.
    pub fn append(
        &self,
        key: Key,
        name: &str,
        (from, whole): (u64, u64),
        chunk: &[u8],
    ) -> io::Result<Progress> {
        let part = self.part(key);
        let _alone = self.lock(&part);
        let received = self.received(key)?;
        if received > whole {
            // It was said to be longer before: nothing that is added would end it.
            fs::remove_file(&part)?;
            return Ok(Progress::Part(0));
        }
        if from != received || received + chunk.len() as u64 > whole {
            return Ok(Progress::Part(received));
        }
        folder::make_private(folder::parent(&part))?;
        let mut file = private().append(true).create(true).open(&part)?;
        file.write_all(chunk)?;
        file.sync_all()?;
        if received == 0 {
            folder::sync_down_to(&self.data, &part)?;
        }
        let received = received + chunk.len() as u64;
        if received < whole {
            return Ok(Progress::Part(received));
        }
        let (bytes, digest) = archive::sum(File::open(&part)?)?;
        if digest != key.2 {
            fs::remove_file(&part)?;
            return Ok(Progress::Differs);
        }
        let kept = Kept { digest, bytes };
        let seen = inspect(File::open(&part)?, name)?;
        self.files().take(&part, &kept)?;
        Ok(Progress::Whole(kept, seen))
    }

    /// Lets parts go that nobody added to since `before`; says how many. What a row names lies elsewhere.
    pub fn sweep(&self, before: SystemTime) -> io::Result<usize> {
        let parts = match fs::read_dir(self.data.join(UPLOADS)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(0),
            parts => parts?,
        };
        let mut swept = 0;
        for part in parts {
            let part = part?.path();
            let _alone = self.lock(&part);
            let Ok(about) = fs::metadata(&part) else { continue };
            if about.modified()? < before {
                fs::remove_file(&part)?;
                swept += 1;
            }
        }
        Ok(swept)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tempfile::TempDir;

    use super::*;

    const FILE: &[u8] = b"%PDF-1.4 a file of some chunks";

    fn key() -> Key<'static> {
        ("c", "A", Digest::of(FILE))
    }

    #[test]
    fn a_file_grows_at_its_end_alone_and_is_kept_when_it_is_whole() {
        let data = TempDir::new().unwrap();
        let uploads = Uploads::of(data.path());
        let whole = FILE.len() as u64;
        let put = |from: usize, to: usize| {
            uploads.append(key(), "a.pdf", (from as u64, whole), &FILE[from..to]).unwrap()
        };
        assert_eq!(put(0, 10), Progress::Part(10));
        assert_eq!(put(0, 10), Progress::Part(10), "sent again, it is left aside");
        assert_eq!(put(12, 20), Progress::Part(10), "as what would leave a gap");
        let too_much = uploads.append(key(), "a.pdf", (10, 12), &FILE[10..]).unwrap();
        assert_eq!(too_much, Progress::Part(10), "or goes beyond the end");
        let said_longer = (Digest::of(b"b"), b"too many bytes".as_slice());
        let other = ("c", "A", said_longer.0);
        assert_eq!(uploads.append(other, "b.pdf", (0, 100), said_longer.1).unwrap(), Progress::Part(14));
        assert_eq!(
            uploads.append(other, "b.pdf", (0, 1), b"b").unwrap(),
            Progress::Part(0),
            "it begins again"
        );
        assert!(matches!(uploads.append(other, "b.pdf", (0, 1), b"b").unwrap(), Progress::Whole(..)));
        // Another process on the same folder, as after a kill.
        assert_eq!(Uploads::of(data.path()).received(key()).unwrap(), 10);
        let Progress::Whole(kept, _) = put(10, FILE.len()) else { panic!() };
        assert!(uploads.files().is_whole(&kept).unwrap());
        assert_eq!(uploads.received(key()).unwrap(), 0);
        assert!(uploads.files().is_whole(&kept).unwrap());
    }

    #[test]
    fn what_is_not_what_it_should_be_begins_again() {
        let data = TempDir::new().unwrap();
        let uploads = Uploads::of(data.path());
        let put = |bytes: &[u8]| uploads.append(key(), "a.pdf", (0, bytes.len() as u64), bytes).unwrap();
        assert_eq!(put(b"something else"), Progress::Differs);
        assert_eq!(uploads.received(key()).unwrap(), 0);
        assert!(matches!(put(FILE), Progress::Whole(..)));
    }

    #[test]
    fn an_upload_that_was_abandoned_is_swept_and_nothing_else() {
        let data = TempDir::new().unwrap();
        let uploads = Uploads::of(data.path());
        assert_eq!(uploads.sweep(SystemTime::UNIX_EPOCH).unwrap(), 0);
        let kept = uploads.files().keep(FILE).unwrap();
        uploads.append(key(), "a.pdf", (0, 100), b"%PDF").unwrap();
        let modified = fs::metadata(uploads.part(key())).unwrap().modified().unwrap();
        assert_eq!(uploads.sweep(modified).unwrap(), 0);
        assert_eq!(uploads.sweep(modified + Duration::from_secs(1)).unwrap(), 1);
        assert_eq!(uploads.received(key()).unwrap(), 0);
        assert!(uploads.files().is_whole(&kept).unwrap());
    }
}
