//! Reads a package from disk: the workbooks first, then what they say.

use std::collections::BTreeSet;
use std::io::{self, Cursor, Read as _, Write as _};
use std::path::Path;

use jiff::tz::TimeZone;
use shared::campaign::{self, Campaign};
use shared::problem::{Diagnostic, Problem};
use shared::sheet::Book;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::error::{Cap, PackageError};
use super::source::{CAMPAIGN, Source};
use super::workbook;

/// All files of a package together: each is held in memory, and a few KB may unpack to many MB.
const MAX_BYTES: u64 = 64 << 20;

/// A package, its files as they were found.
#[derive(Debug)]
pub struct Package {
    pub(super) book: Book,
    /// campaign.xlsx, then the forms that it names, as far as they are there.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// Workbooks that it does not name: they are reported, not read.
    pub(super) unnamed: Vec<String>,
}

/// Opens a folder or .zip.
pub fn open(path: &Path) -> Result<Package, PackageError> {
    let mut source = Source::open(path)?;
    let bytes = source.campaign(path)?;
    let book = workbook::open(CAMPAIGN, &bytes)?;
    let mut left = MAX_BYTES.saturating_sub(bytes.len() as u64);
    let mut files = vec![(CAMPAIGN.to_owned(), bytes)];
    let named = campaign::form_files(&book);
    for file in &named {
        let Some(bytes) = source.file(file)? else { continue };
        left = left.checked_sub(bytes.len() as u64).ok_or_else(|| PackageError::TooLarge {
            file: file.clone(),
            what: Cap::AllBytes,
            limit: MAX_BYTES,
        })?;
        files.push((file.clone(), bytes));
    }
    let named: BTreeSet<String> = named.iter().map(|file| file.to_lowercase()).collect();
    let unnamed = source.forms().into_iter().filter(|file| !named.contains(&file.to_lowercase())).collect();
    Ok(Package { book, files, unnamed })
}

/// The workbooks of a package that was kept, by their names.
pub fn workbooks(archive: impl io::Read + io::Seek) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut archive = ZipArchive::new(archive).map_err(io::Error::from)?;
    let mut found = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(io::Error::from)?;
        let (name, mut bytes) = (entry.name().map_err(io::Error::from)?.into_owned(), Vec::new());
        entry.read_to_end(&mut bytes)?;
        found.push((name, bytes));
    }
    Ok(found)
}

/// Reads a folder or .zip. The campaign is there only where nothing is wrong with it.
pub fn read(path: &Path) -> Result<(Option<Campaign>, Vec<Diagnostic>), PackageError> {
    open(path)?.read()
}

impl Package {
    /// Reads it. The campaign is there only where nothing is wrong with it.
    pub fn read(&self) -> Result<(Option<Campaign>, Vec<Diagnostic>), PackageError> {
        let mut forms = Vec::new();
        for (file, bytes) in &self.files[1..] {
            forms.push(workbook::open(file, bytes)?);
        }
        let unnamed = self.unnamed.iter().cloned();
        forms.extend(unnamed.map(|file| Book { file, sheets: Vec::new() }));
        Ok(in_a_known_zone(&self.book, campaign::read(&self.book, &forms)))
    }

    /// Its workbooks, byte for byte, as one .zip that is a package again: the same workbooks give the same bytes.
    pub fn archive(&self) -> Vec<u8> {
        zipped(&self.files)
    }
}

/// Files as one .zip.
pub fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Workbooks are compressed already.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (file, bytes) in files {
        let written = zip.start_file(&**file, options).map_err(io::Error::from);
        written.and_then(|()| zip.write_all(bytes)).expect("memory takes what is written");
    }
    zip.finish().expect("memory takes what is written").into_inner()
}

/// The pure reader knows the shape of a zone's name; which zones there are, the zone database here does.
fn in_a_known_zone(
    book: &Book,
    (campaign, mut diagnostics): (Option<Campaign>, Vec<Diagnostic>),
) -> (Option<Campaign>, Vec<Diagnostic>) {
    let Some(name) = campaign.as_ref().map(|campaign| campaign.settings.timezone.clone()) else {
        return (campaign, diagnostics);
    };
    if TimeZone::get(&name).is_ok() {
        return (campaign, diagnostics);
    }
    let problem = Problem::new("settings.timezone_unknown").with("value", name);
    diagnostics.push(Diagnostic::fault(campaign::setting_at(book, "timezone"), problem));
    (None, diagnostics)
}

#[cfg(test)]
mod tests;
