//! Where the files of a package come from: a folder, or a .zip of one (with or without a folder at its top).

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use shared::sheet::composed;
use zip::ZipArchive;
use zip::result::ZipError;

use super::error::{Cap, PackageError};
use crate::folder;

/// The workbook that makes a folder a package.
pub(crate) const CAMPAIGN: &str = "campaign.xlsx";
/// What every workbook has, as it is a .zip itself.
const CONTENT_TYPES: &str = "[Content_Types].xml";
const MAX_FILE_BYTES: u64 = 16 << 20;
const MAX_ENTRIES: usize = 10_000;

/// Files by their names in small letters, each with the name that it has: Windows tells no cases apart, and the
/// zips that people make there hold now one, now the other.
type Names = BTreeMap<String, Vec<(String, usize)>>;

/// An opened package.
#[derive(Debug)]
pub(super) enum Source {
    /// A folder.
    Folder(PathBuf),
    /// A .zip, and the index of each file by its path inside the package.
    Zip(Box<ZipArchive<File>>, Names),
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
        // Who names the workbook means the package that it makes of its folder.
        if path.file_name().is_some_and(|name| name.eq_ignore_ascii_case(CAMPAIGN)) {
            return Ok(Self::Folder(folder::parent(path).to_owned()));
        }
        let file = File::open(path).map_err(|source| PackageError::Io { file: shown(), source })?;
        let mut archive = ZipArchive::new(file).map_err(|_| PackageError::NotAPackage(path.to_owned()))?;
        if archive.len() > MAX_ENTRIES {
            let limit = MAX_ENTRIES as u64;
            return Err(PackageError::TooLarge { file: shown(), what: Cap::Entries, limit });
        }
        let mut names = Vec::new();
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).ok();
            if let Some(name) = entry.as_ref().and_then(|entry| entry.name().ok()) {
                let name = composed(&name.replace('\\', "/"));
                if leads_out(&name) {
                    return Err(PackageError::Outside(name));
                }
                if !is_left_behind(&name) {
                    names.push((name, index));
                }
            }
        }
        let top = top(&names).ok_or_else(|| match names.iter().any(|(name, _)| name == CONTENT_TYPES) {
            true => PackageError::Workbook(path.to_owned()),
            false => PackageError::NoCampaign(path.to_owned()),
        })?;
        let mut inside = Names::new();
        for (name, index) in names {
            if let Some(name) = name.strip_prefix(&top) {
                let alike = inside.entry(name.to_lowercase()).or_default();
                if alike.iter().any(|(known, _)| known == name) {
                    return Err(PackageError::SameName(name.to_owned()));
                }
                alike.push((name.to_owned(), index));
            }
        }
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
                let alike = names.get(&name.to_lowercase()).into_iter().flatten();
                let Some(index) = only(name, alike.map(|(name, index)| (name.clone(), *index)))? else {
                    return Ok(None);
                };
                let entry = archive.by_index(index).map_err(|error| match error {
                    ZipError::UnsupportedArchive(_) => PackageError::Sealed(name.to_owned()),
                    error => PackageError::Io { file: name.to_owned(), source: io::Error::other(error) },
                })?;
                read_capped(name, entry).map(Some)
            }
        }
    }

    /// The workbooks in `forms/`, but for what operating systems and office programs leave behind there.
    pub fn forms(&self) -> Vec<String> {
        let names: Vec<String> = match self {
            Self::Folder(folder) => inside(folder, "forms")
                .ok()
                .flatten()
                .and_then(|forms| fs::read_dir(forms).ok())
                .into_iter()
                .flatten()
                .flatten()
                .filter_map(|entry| entry.file_name().into_string().ok())
                .map(|name| composed(&name))
                .collect(),
            Self::Zip(_, names) => names
                .iter()
                .filter(|(name, _)| name.strip_prefix("forms/").is_some_and(|name| !name.contains('/')))
                .flat_map(|(_, alike)| alike.iter().map(|(name, _)| name["forms/".len()..].to_owned()))
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
        let step = composed(step);
        let here = fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.file_name());
        let named = here.filter_map(|found| Some((composed(found.to_str()?), found)));
        let alike = named.filter(|(found, _)| found.to_lowercase() == step.to_lowercase());
        let Some(found) = only(&step, alike).map_err(|_| PackageError::SameName(name.to_owned()))? else {
            return Ok(None);
        };
        path.push(found);
    }
    Ok(Some(path))
}

/// The one of these that has this name, else the one that has it in another case.
fn only<T>(name: &str, alike: impl Iterator<Item = (String, T)>) -> Result<Option<T>, PackageError> {
    let (same, other): (Vec<_>, Vec<_>) = alike.partition(|(found, _)| found == name);
    let mut found = if same.is_empty() { other } else { same };
    match found.len() {
        0 | 1 => Ok(found.pop().map(|(_, found)| found)),
        _ => Err(PackageError::SameName(name.to_owned())),
    }
}

/// Whether a name of a .zip would lie elsewhere, were it unpacked.
fn leads_out(name: &str) -> bool {
    name.starts_with('/') || name.as_bytes().get(1) == Some(&b':') || name.split('/').any(|step| step == "..")
}

/// What operating systems leave behind in a .zip.
fn is_left_behind(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    name.split('/').any(|step| step == "__MACOSX") || last.starts_with("._") || last == ".DS_Store"
}

/// What stands before campaign.xlsx: nothing, or the one folder at the top.
fn top(names: &[(String, usize)]) -> Option<String> {
    let before = |(name, _): &(String, usize)| {
        let at = name.len().checked_sub(CAMPAIGN.len())?;
        let is_campaign = name.get(at..).is_some_and(|last| last.eq_ignore_ascii_case(CAMPAIGN));
        is_campaign.then(|| name[..at].to_owned())
    };
    let mut tops: Vec<String> = names.iter().filter_map(before).collect();
    if tops.iter().any(String::is_empty) {
        return Some(String::new());
    }
    tops.retain(|top| top.matches('/').count() == 1 && top.ends_with('/'));
    tops.dedup();
    tops.pop().filter(|_| tops.is_empty())
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
