//! Files that prove what a unit says: uploaded in chunks, kept once by digest, looked at but never judged.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ballot::Digest;

/// The most bytes of one chunk of an upload.
pub const MAX_CHUNK: usize = 1 << 20;

/// What a file is by its content, whatever its name says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is called as people call it")]
pub enum FileKind {
    Pdf,
    Docx,
    Xlsx,
    Pptx,
    Odt,
    Ods,
    Odp,
    Doc,
    Xls,
    Ppt,
    /// An office file of which no more can be told, as where it is encrypted.
    Office,
    Rtf,
    Zip,
    Png,
    Jpeg,
    Gif,
    Webp,
    Tiff,
    Heic,
    /// Something that is not known here; what browsers would run is of this kind.
    #[default]
    Other,
}

impl FileKind {
    /// What browsers are told.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
            Self::Doc => "application/msword",
            Self::Xls => "application/vnd.ms-excel",
            Self::Ppt => "application/vnd.ms-powerpoint",
            Self::Rtf => "application/rtf",
            Self::Zip => "application/zip",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Tiff => "image/tiff",
            Self::Heic => "image/heic",
            Self::Office | Self::Other => "application/octet-stream",
        }
    }

    /// Whether browsers show it in the page by their own viewer, and nothing in it runs in our origin.
    pub fn is_shown(self) -> bool {
        matches!(self, Self::Pdf | Self::Png | Self::Jpeg | Self::Gif | Self::Webp)
    }

    /// Whether a signed paper may come as this: a PDF or a picture.
    pub fn is_scan(self) -> bool {
        matches!(self, Self::Pdf | Self::Png | Self::Jpeg | Self::Gif | Self::Webp | Self::Tiff | Self::Heic)
    }

    /// What a file of this name says to be.
    pub fn of_name(name: &str) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref().unwrap_or_default() {
            "pdf" => Self::Pdf,
            "docx" | "docm" => Self::Docx,
            "xlsx" | "xlsm" => Self::Xlsx,
            "pptx" => Self::Pptx,
            "odt" => Self::Odt,
            "ods" => Self::Ods,
            "odp" => Self::Odp,
            "doc" => Self::Doc,
            "xls" => Self::Xls,
            "ppt" => Self::Ppt,
            "rtf" => Self::Rtf,
            "zip" => Self::Zip,
            "png" => Self::Png,
            "jpg" | "jpeg" => Self::Jpeg,
            "gif" => Self::Gif,
            "webp" => Self::Webp,
            "tif" | "tiff" => Self::Tiff,
            "heic" | "heif" => Self::Heic,
            _ => Self::Other,
        }
    }
}

/// What was seen of a file when it came. A flag for people, never a verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Nothing is wrong that can be seen.
    #[default]
    Sound,
    /// It has no bytes.
    Empty,
    /// Its end is missing.
    Cut,
    /// It is of no kind that is known here, or damaged.
    Unreadable,
    /// It is encrypted, or wants a password.
    Locked,
}

/// A file that a unit gave. `GET /api/campaigns/{campaign}/units/{unit}/files/{digest}` gives its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceFile {
    /// Its number in its campaign, in commit order.
    pub position: i64,
    /// The unit.
    pub unit: String,
    /// SHA-256 of its bytes: what a piece of evidence names.
    pub digest: Digest,
    /// Its length.
    pub bytes: u64,
    /// Its name as it was given, without what cannot be seen.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// What was seen of it.
    #[serde(default, skip_serializing_if = "is_sound")]
    pub condition: Condition,
    /// Who brought it.
    pub by: String,
    /// When it was whole.
    #[serde(deserialize_with = "crate::moment::read")]
    pub at: Timestamp,
}

fn is_sound(condition: &Condition) -> bool {
    *condition == Condition::Sound
}

/// `GET /api/campaigns/{campaign}/units/{unit}/files`: what a unit gave, and what may be given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceList {
    /// The files, in commit order.
    pub files: Vec<EvidenceFile>,
    /// The most bytes of a file.
    pub most_bytes: u64,
    /// The most bytes of a chunk.
    pub most_chunk: u64,
}

/// How far an upload has come: what `GET /api/campaigns/{campaign}/units/{unit}/files/{digest}/upload` answers, and each
/// `PUT …/upload?from={offset}&bytes={length of the whole}&name={name}` with a chunk as its body.
///
/// A chunk that begins elsewhere than at `received` is not taken; the next one begins there. After the last one the whole is
/// held against its digest, and only then there is a file. What breaks off goes on where it broke.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// So many bytes are on the disk, from the first.
    pub received: u64,
    /// The file, once it is whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<EvidenceFile>,
}

/// The query of a chunk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkQuery {
    /// Where it begins.
    pub from: u64,
    /// The length of the whole file.
    pub bytes: u64,
    /// The file's name.
    pub name: String,
}
