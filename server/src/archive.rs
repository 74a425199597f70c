//! A backup: one .zip with a manifest, the store's copy, and the files that belong to it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::mem;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::ballot::{Digest, Summing};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{ZipArchive, ZipWriter};

use crate::folder::{self, STORE, private};

/// The format that this program writes; it reads the earlier one, too, which had no files beside the store.
pub const FORMAT: u32 = 2;
const MANIFEST: &str = "manifest.json";
/// A manifest is a few hundred bytes and a line for each file.
const MAX_MANIFEST: u64 = 64 << 20;

/// What is in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the format.
    pub format: u32,
    /// When it was made.
    pub made: Timestamp,
    /// The epoch of the store that it was made of.
    pub epoch: Option<String>,
    /// How many rows each table of the store has.
    pub counts: BTreeMap<String, u64>,
    /// The files, the store first.
    pub files: Vec<Part>,
}

/// A file in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name in the data folder.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// Its digest.
    pub sha256: Digest,
}

/// Why an archive is no backup that can be restored.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// It is no .zip, not whole, or has no manifest that can be read.
    #[error("{0}")]
    Broken(String),
    /// It was made by a newer program.
    #[error("format {0}")]
    Newer(u32),
    /// A file in it is not the one that the manifest names.
    #[error("{0}")]
    Differs(String),
    /// The disk.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// A .zip on its way: what is put in comes out packed, and nothing of it stays.
pub struct Packing {
    zip: ZipWriter<StreamWriter<Pipe>>,
    pipe: Pipe,
}

impl Default for Packing {
    fn default() -> Self {
        let pipe = Pipe::default();
        Self { zip: ZipWriter::new_stream(pipe.clone()), pipe }
    }
}

impl Packing {
    /// Begins a file where one is named, puts something into the one that began last, and gives what is packed.
    pub fn add(&mut self, begun: Option<&str>, bytes: &[u8]) -> io::Result<Vec<u8>> {
        if let Some(name) = begun {
            // Not of the large kind, which LibreOffice 7.4 opens no workbook of; what comes to 4 GB breaks off.
            let options = SimpleFileOptions::default().compression_level(Some(QUICK));
            self.zip.start_file(name, options)?;
        }
        if !bytes.is_empty() {
            self.zip.write_all(bytes)?;
        }
        Ok(self.pipe.take())
    }

    /// What stands at the end.
    pub fn end(self) -> io::Result<Vec<u8>> {
        self.zip.finish()?;
        Ok(self.pipe.take())
    }
}

/// Files of ballots are full of repetitions: the quickest way of packing makes them as good as small.
const QUICK: i64 = 1;

#[derive(Clone, Default)]
struct Pipe(Arc<Mutex<Vec<u8>>>);

impl Pipe {
    fn take(&self) -> Vec<u8> {
        mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Length and digest of what can be read there.
pub fn sum(from: impl Read) -> io::Result<(u64, Digest)> {
    copy(from, &mut io::sink())
}

/// Writes a backup of files, durably; each is where `path` says by its name, and is described as it was copied. Gives the
/// manifest with their descriptions.
pub fn write(
    archive: &File,
    names: impl IntoIterator<Item = String>,
    path: impl Fn(&str) -> PathBuf,
    mut manifest: Manifest,
) -> Result<Manifest, ArchiveError> {
    let options = SimpleFileOptions::default().unix_permissions(0o600).large_file(true);
    let mut zip = ZipWriter::new(BufWriter::new(archive));
    for name in names {
        let file = File::open(path(&name)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => ArchiveError::Differs(name.clone()),
            _ => error.into(),
        })?;
        zip.start_file(&*name, options).map_err(broken)?;
        let (bytes, sha256) = copy(file, &mut zip)?;
        manifest.files.push(Part { name, bytes, sha256 });
    }
    zip.start_file(MANIFEST, options).map_err(broken)?;
    zip.write_all(&serde_json::to_vec_pretty(&manifest).expect("a manifest is plain data"))?;
    zip.finish().map_err(broken)?.flush()?;
    archive.sync_all()?;
    Ok(manifest)
}

/// Reads what is in a backup.
pub fn manifest(archive: &File) -> Result<Manifest, ArchiveError> {
    let mut zip = ZipArchive::new(BufReader::new(archive)).map_err(broken)?;
    let mut text = Vec::new();
    zip.by_name(MANIFEST).map_err(broken)?.take(MAX_MANIFEST).read_to_end(&mut text).map_err(broken)?;
    let value: serde_json::Value = serde_json::from_slice(&text).map_err(broken)?;
    let format = value["format"].as_u64().and_then(|format| u32::try_from(format).ok()).unwrap_or(0);
    if format > FORMAT {
        return Err(ArchiveError::Newer(format));
    }
    let manifest: Manifest = serde_json::from_value(value).map_err(broken)?;
    // Nothing in an archive may name a place outside the folder that it is laid into.
    let plain = |name: &str| Path::new(name).components().all(|step| matches!(step, Component::Normal(_)));
    if !manifest.files.iter().any(|part| part.name == STORE) {
        return Err(ArchiveError::Differs(STORE.to_owned()));
    }
    match manifest.files.iter().find(|part| !plain(&part.name)) {
        Some(part) => Err(ArchiveError::Differs(part.name.clone())),
        None => Ok(manifest),
    }
}

/// Takes files out, durably, into a folder where they are not yet; or only looks whether they are the right ones.
pub fn extract(archive: &File, parts: &[Part], into: Option<&Path>) -> Result<(), ArchiveError> {
    let mut zip = ZipArchive::new(BufReader::new(archive)).map_err(broken)?;
    parts.iter().try_for_each(|part| extract_one(&mut zip, part, into))
}

fn extract_one(
    zip: &mut ZipArchive<BufReader<&File>>,
    part: &Part,
    into: Option<&Path>,
) -> Result<(), ArchiveError> {
    let differs = || ArchiveError::Differs(part.name.clone());
    // One byte more than there should be is enough to tell.
    let entry = zip.by_name(&part.name).map_err(|_| differs())?.take(part.bytes + 1);
    let found = match into {
        None => read(entry, &mut io::sink()),
        Some(into) => {
            let path = into.join(&part.name);
            folder::make_private(folder::parent(&path))?;
            let mut file = private().write(true).create_new(true).open(path)?;
            let found = read(entry, &mut file);
            file.sync_all()?;
            found
        }
    };
    match found? {
        found if found == (part.bytes, part.sha256) => Ok(()),
        _ => Err(differs()),
    }
}

/// Copies out of an archive: what cannot be read there is the archive's fault.
fn read(entry: impl Read, to: &mut impl Write) -> Result<(u64, Digest), ArchiveError> {
    copy(entry, to).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData
        | io::ErrorKind::UnexpectedEof
        | io::ErrorKind::InvalidInput
        | io::ErrorKind::Other => broken(error),
        _ => error.into(),
    })
}

/// Copies, and gives length and digest of what was copied.
fn copy(mut from: impl Read, to: &mut impl Write) -> io::Result<(u64, Digest)> {
    let (mut bytes, mut sum, mut buffer) = (0, Summing::default(), vec![0; 1 << 16]);
    loop {
        let read = from.read(&mut buffer)?;
        if read == 0 {
            return Ok((bytes, sum.digest()));
        }
        to.write_all(&buffer[..read])?;
        sum.add(&buffer[..read]);
        bytes += read as u64;
    }
}

fn broken(error: impl ToString) -> ArchiveError {
    ArchiveError::Broken(error.to_string())
}
