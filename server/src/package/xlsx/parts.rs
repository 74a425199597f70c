//! The parts of the .zip that an .xlsx is, unzipped under a cap: what a part claims about its size need not be true.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::xml::Refused;
use crate::package::error::Cap;

/// An opened .xlsx.
pub struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// By its name in lower case: some writers and their relations disagree about it.
    names: BTreeMap<String, usize>,
    left: u64,
}

impl<'a> Parts<'a> {
    /// Opens it; no more than so many parts, and bytes of those that are read.
    pub fn open(bytes: &'a [u8], entries: usize, unzipped_bytes: u64) -> Result<Self, Refused> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
        if archive.len() > entries {
            return Err(Refused::TooLarge(Cap::Entries));
        }
        let mut names = BTreeMap::new();
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index).map_err(|error| error.to_string())?;
            let name = part.name().map_err(|error| error.to_string())?.replace('\\', "/");
            names.insert(name.trim_start_matches('/').to_lowercase(), index);
        }
        Ok(Self { archive, names, left: unzipped_bytes })
    }

    /// A part by its path; `None` where there is none.
    pub fn part(&mut self, path: &str) -> Result<Option<Vec<u8>>, Refused> {
        let Some(index) = self.names.get(&path.to_lowercase()) else { return Ok(None) };
        let part = self.archive.by_index(*index).map_err(|error| error.to_string())?;
        let mut content = Vec::new();
        part.take(self.left + 1).read_to_end(&mut content).map_err(|error| error.to_string())?;
        self.left =
            self.left.checked_sub(content.len() as u64).ok_or(Refused::TooLarge(Cap::UnzippedBytes))?;
        Ok(Some(content))
    }

    /// A part that must be there.
    pub fn needed(&mut self, path: &str) -> Result<Vec<u8>, Refused> {
        self.part(path)?.ok_or_else(|| format!("it has no part {path}").into())
    }
}
