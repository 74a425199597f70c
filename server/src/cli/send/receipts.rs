//! The file of receipts, beside the file of ballots: what earlier runs were given stays in it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use shared::ballot::Digest;
use shared::carry::{CarriedReceipt, RECEIPTS};
use shared::problem::Problem;

use crate::cli::report::Failure;
use crate::folder;

/// The receipts, by what they are of.
pub struct Receipts {
    path: PathBuf,
    all: BTreeMap<Digest, CarriedReceipt>,
}

impl Receipts {
    /// Those beside this file of ballots. A file of that name that is none of ours is refused before anything is sent.
    pub fn beside(ballots: &Path) -> Result<Self, Failure> {
        let mut name = OsString::from(ballots);
        name.push(".receipts");
        let path = PathBuf::from(name);
        let mut all = BTreeMap::new();
        if folder::is_there(&path)? {
            let other = || Failure::Refused(Problem::new("send.other_receipts").with("file", path.display()));
            let text = std::fs::read_to_string(&path).map_err(|_| other())?;
            let mut lines = text.lines();
            if lines.next() != Some(RECEIPTS) {
                return Err(other());
            }
            for line in lines {
                let receipt = CarriedReceipt::read(line).map_err(|_| other())?;
                all.insert(receipt.receipt.digest, receipt);
            }
        }
        Ok(Self { path, all })
    }

    /// Takes more in; the last one of a ballot is the one that counts.
    pub fn add(&mut self, more: Vec<CarriedReceipt>) {
        self.all.extend(more.into_iter().map(|it| (it.receipt.digest, it)));
    }

    /// Writes them, whole or not at all.
    pub fn write(&self) -> Result<&Path, Failure> {
        let beside = folder::parent(&self.path);
        let mut file = tempfile::NamedTempFile::new_in(beside).map_err(Failure::at(beside))?;
        writeln!(file, "{RECEIPTS}")?;
        for receipt in self.all.values() {
            file.write_all(receipt.line().as_bytes())?;
        }
        file.as_file().sync_all()?;
        file.persist(&self.path).map_err(|error| error.error)?;
        folder::sync(folder::parent(&self.path))?;
        Ok(&self.path)
    }
}
