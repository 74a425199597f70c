//! In which kinds a publication is to be had.

use std::io::Write as _;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};
use shared::message::Language;

use super::{annex, csv, json, paper, workbook};
use crate::document::{docx, pdf};
use crate::service::publish::Shown;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asked {
    /// The page.
    Page,
    /// The numbers for programs.
    Json,
    /// A table.
    Csv,
    /// A workbook.
    Xlsx,
    /// A document.
    Docx,
    /// The same to print and to keep.
    Pdf,
}

/// What is sent.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its bytes.
    pub body: Arc<[u8]>,
    /// The same as one gzip member: packed once, as packing takes far longer than sending.
    pub packed: Arc<[u8]>,
    /// A digest of them.
    pub tag: String,
}

impl Asked {
    /// The files, by how their names end.
    pub const FILES: [(&str, Self); 5] = [
        ("pdf", Self::Pdf),
        ("docx", Self::Docx),
        ("xlsx", Self::Xlsx),
        ("csv", Self::Csv),
        ("json", Self::Json),
    ];

    /// What a name asks for, and the name without its end.
    pub fn of(name: &str) -> (&str, Self) {
        let end = |(end, kind): (&str, Self)| Some((name.strip_suffix(end)?.strip_suffix('.')?, kind));
        Self::FILES.into_iter().find_map(end).unwrap_or((name, Self::Page))
    }

    /// Its type.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Page => "text/html; charset=utf-8",
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Pdf => "application/pdf",
        }
    }
}

/// Makes it; the same bytes each time.
pub fn draw(shown: &Shown, asked: Asked, language: Language) -> Page {
    let body = match asked {
        Asked::Page => annex::page(shown, language).into_bytes(),
        Asked::Json => json::file(shown).into_bytes(),
        Asked::Csv => csv::file(shown, language).into_bytes(),
        Asked::Xlsx => workbook::file(shown, language),
        Asked::Docx => docx(&paper::paper(shown, language)),
        Asked::Pdf => pdf(&paper::paper(shown, language)),
    };
    packed(body)
}

/// What was drawn, as it is sent.
pub(super) fn packed(body: Vec<u8>) -> Page {
    let tag = format!("\"{}\"", hex::encode(&Sha256::digest(&body)[..16]));
    Page { packed: gzip(&body).into(), body: body.into(), tag }
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(body).and_then(|()| packer.finish()).expect("a vector takes every byte")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_name_says_what_is_asked_for() {
        assert_eq!(Asked::of("bac-kan-2019.json"), ("bac-kan-2019", Asked::Json));
        assert_eq!(Asked::of("2.xlsx"), ("2", Asked::Xlsx));
        assert_eq!(Asked::of("bac-kan-2019"), ("bac-kan-2019", Asked::Page));
        assert_eq!(Asked::of("xlsx"), ("xlsx", Asked::Page));
        assert_eq!(Asked::of("a.b.csv"), ("a.b", Asked::Csv));
    }
}
