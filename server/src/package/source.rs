//! Where the files of a package come from: a folder, or a .zip of one (with or without a folder at its top).

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use shared::sheet::composed;
use zip::ZipArchive;

use super::error::{Cap, PackageError};

/// The workbook that makes a folder a package.
pub(super) const CAMPAIGN: &str = "campaign.xlsx";
const MAX_FILE_BYTES: u64 = 16 << 20;
const MAX_ENTRIES: usize = 10_000;

/// An opened package.
#[derive(Debug)]
pub(super) enum Source {
    /// A folder.
    Folder(PathBuf),
    /// A .zip, and the index of each file by its path inside the package.
    Zip(Box<ZipArchive<File>>, BTreeMap<String, usize>),
}

impl Source {
    /// Opens a folder or .zip.
    pub fn open(path: &Path) -> Result<Self, PackageError> {
        let shown = || path.display().to_string();
        let metadata = fs::metadata(path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => PackageError::NotFound(path.to_owned()),
            _ => PackageError::Io { file: shown(), source },
        })?;
        if metadata.is_dir() {
            return Ok(Self::Folder(path.to_owned()));
        }
        if !metadata.is_file() {
            // A pipe would be waited for without end.
            return Err(PackageError::NotAPackage(path.to_owned()));
        }
        let file = File::open(path).map_err(|source| PackageError::Io { file: shown(), source })?;
        let mut archive = ZipArchive::new(file).map_err(|_| PackageError::NotAPackage(path.to_owned()))?;
        if archive.len() > MAX_ENTRIES {
            let limit = MAX_ENTRIES as u64;
            return Err(PackageError::TooLarge { file: shown(), what: Cap::Entries, limit });
        }
        let mut names = BTreeMap::new();
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).ok();
            if let Some(name) = entry.as_ref().and_then(|entry| entry.name().ok()) {
                let name = composed(&name.replace('\\', "/"));
                if names.insert(name.clone(), index).is_some() {
                    return Err(PackageError::SameName(name));
                }
            }
        }
        let top = top(&names).ok_or_else(|| PackageError::NoCampaign(path.to_owned()))?;
        let inside = names
            .into_iter()
            .filter_map(|(name, index)| Some((name.strip_prefix(&top)?.to_owned(), index)))
            .collect();
        Ok(Self::Zip(Box::new(archive), inside))
    }

    /// campaign.xlsx.
    pub fn campaign(&mut self, path: &Path) -> Result<Vec<u8>, PackageError> {
        self.file(CAMPAIGN)?.ok_or_else(|| PackageError::NoCampaign(path.to_owned()))
    }

    /// A file by its path inside the package; `None` where there is none.
    pub fn file(&mut self, name: &str) -> Result<Option<Vec<u8>>, PackageError> {
        let io = |source| PackageError::Io { file: name.to_owned(), source };
        match self {
            Self::Folder(folder) => {
                let Some(path) = inside(folder, name)? else { return Ok(None) };
                match fs::metadata(&path) {
                    Ok(metadata) if metadata.is_file() => {
                        read_capped(name, File::open(path).map_err(io)?).map(Some)
                    }
                    Ok(_) => Ok(None),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                    Err(error) => Err(io(error)),
                }
            }
            Self::Zip(archive, names) => {
                let Some(index) = names.get(name) else { return Ok(None) };
                let entry = archive.by_index(*index).map_err(|error| PackageError::Io {
                    file: name.to_owned(),
                    source: io::Error::other(error),
                })?;
                read_capped(name, entry).map(Some)
            }
        }
    }

    /// The workbooks in `forms/`, but for what operating systems and office programs leave behind there.
    pub fn forms(&self) -> Vec<String> {
        let names: Vec<String> = match self {
            Self::Folder(folder) => fs::read_dir(folder.join("forms"))
                .into_iter()
                .flatten()
                .flatten()
                .filter_map(|entry| entry.file_name().into_string().ok())
                .map(|name| composed(&name))
                .collect(),
            Self::Zip(_, names) => names
                .keys()
                .filter_map(|name| name.strip_prefix("forms/"))
                .filter(|name| !name.contains('/'))
                .map(str::to_owned)
                .collect(),
        };
        let mut forms: Vec<String> = names
            .into_iter()
            .filter(|name| is_workbook(name) && !name.starts_with(['~', '.']))
            .map(|name| format!("forms/{name}"))
            .collect();
        forms.sort();
        forms
    }
}

/// A workbook of any kind: only .xlsx is read, and of the others it has to be said that they are not.
fn is_workbook(name: &str) -> bool {
    let name = name.to_lowercase();
    [".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv"].iter().any(|kind| name.ends_with(kind))
}

/// Where a file of a folder is, by its path composed: files from a Mac have decomposed names.
fn inside(folder: &Path, name: &str) -> Result<Option<PathBuf>, PackageError> {
    let mut path = folder.to_owned();
    for step in name.split('/') {
        let mut same = fs::read_dir(&path)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.file_name())
            .filter(|found| found.to_str().is_some_and(|found| composed(found) == composed(step)));
        let Some(found) = same.next() else { return Ok(None) };
        if same.next().is_some() {
            return Err(PackageError::SameName(name.to_owned()));
        }
        path.push(found);
    }
    Ok(Some(path))
}

/// What stands before campaign.xlsx: nothing, or the one folder at the top.
fn top(names: &BTreeMap<String, usize>) -> Option<String> {
    if names.contains_key(CAMPAIGN) {
        return Some(String::new());
    }
    let mut tops = names
        .keys()
        .filter_map(|name| name.strip_suffix(CAMPAIGN))
        .filter(|top| top.matches('/').count() == 1 && top.ends_with('/') && !top.starts_with("__MACOSX"));
    let top = tops.next()?;
    tops.next().is_none().then(|| top.to_owned())
}

fn read_capped(name: &str, file: impl Read) -> Result<Vec<u8>, PackageError> {
    let mut bytes = Vec::new();
    file.take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|source| PackageError::Io { file: name.to_owned(), source })?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(PackageError::TooLarge {
            file: name.to_owned(),
            what: Cap::Bytes,
            limit: MAX_FILE_BYTES,
        });
    }
    Ok(bytes)
}
