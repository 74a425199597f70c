//! How a file looks that is a .zip, as office files are today.

use std::io::{Read, Seek};

use shared::wire::{Condition, FileKind};
use zip::ZipArchive;
use zip::read::ZipFile;

use super::bytes::{Bytes, find};

/// As much of an entry is opened, whatever it says to be.
const MOST: u64 = 1 << 20;

/// Its kind by its entries, or where they cannot be listed by its name.
pub fn look<R: Read + Seek>(bytes: &mut Bytes<R>, named: FileKind) -> (FileKind, Condition) {
    let Ok(mut zip) = ZipArchive::new(&mut bytes.from) else {
        use FileKind::{Docx, Odp, Ods, Odt, Pptx, Xlsx};
        let kind = if matches!(named, Docx | Xlsx | Pptx | Odt | Ods | Odp) { named } else { FileKind::Zip };
        return (kind, Condition::Cut);
    };
    let mains = [
        ("word/document.xml", FileKind::Docx),
        ("xl/workbook.xml", FileKind::Xlsx),
        ("xl/workbook.bin", FileKind::Xlsx),
        ("ppt/presentation.xml", FileKind::Pptx),
    ];
    let main = mains.into_iter().find(|(name, _)| zip.index_for_name(name).is_some());
    let mut kind = main.map_or(FileKind::Zip, |(_, kind)| kind);
    if let Some(Ok(text)) = opened(&mut zip, "mimetype") {
        kind = match text.trim_ascii() {
            b"application/vnd.oasis.opendocument.text" => FileKind::Odt,
            b"application/vnd.oasis.opendocument.spreadsheet" => FileKind::Ods,
            b"application/vnd.oasis.opendocument.presentation" => FileKind::Odp,
            _ => kind,
        };
    }
    let entries = zip.len();
    let encrypted = |at| zip.by_index_raw(at).is_ok_and(|entry: ZipFile<'_, _>| entry.encrypted());
    if (0..entries).any(encrypted) || zip.index_for_name("encrypted-package").is_some() {
        return (kind, Condition::Locked);
    }
    if let Some(Ok(manifest)) = opened(&mut zip, "META-INF/manifest.xml")
        && find(b"encryption-data", &manifest).is_some()
    {
        return (kind, Condition::Locked);
    }
    let content = match kind {
        FileKind::Docx => "word/document.xml",
        FileKind::Xlsx | FileKind::Pptx => "[Content_Types].xml",
        FileKind::Odt | FileKind::Ods | FileKind::Odp => "content.xml",
        _ => return (kind, Condition::Sound),
    };
    let is_read = opened(&mut zip, content).is_some_and(|read| read.is_ok());
    (kind, if is_read { Condition::Sound } else { Condition::Unreadable })
}

/// The beginning of an entry, if there is one of that name. What does not open, or is not what was packed, is an error.
fn opened<R: Read + Seek>(zip: &mut ZipArchive<R>, name: &str) -> Option<std::io::Result<Vec<u8>>> {
    let at = zip.index_for_name(name)?;
    let mut found = Vec::new();
    let read = match zip.by_index(at) {
        Ok(entry) => entry.take(MOST).read_to_end(&mut found),
        Err(error) => Err(error.into()),
    };
    Some(read.map(|_| found))
}
