//! Evidence that office software wrote: whole it is known, cut and behind a password it is seen. Where the software is not
//! installed, that is said.

use shared::ballot::Digest;
use shared::wire::{Condition, Entry, Evidence, EvidenceFile, FileKind, LeafRecord, Phase};

use crate::client::read;
use crate::evidence::upload;
use crate::office_files::{converted_file, encrypted};
use crate::papers::submitted;
use crate::sample::ID;
use crate::year::{UNIT, Year, enter, entry, lines, record};

const BEHIND_A_PASSWORD: &str = r#"pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}}"#;

/// A report of ours and a small table, as office software saves them: each with how its name ends.
async fn written() -> Vec<(&'static str, FileKind, Vec<u8>)> {
    let (year, _) = submitted().await;
    let answer = year.staff.get(&format!("/api/campaigns/{ID}/units/{UNIT}/report.docx")).await;
    let report = answer.bytes().await.unwrap().to_vec();
    let table = "mã,điểm\n1.1.1,0.5\n".as_bytes();
    let Some(text) = converted_file(&report, "docx", "odt") else { return Vec::new() };
    let of = |file: &[u8], from: &str, to: &str| converted_file(file, from, to).unwrap();
    vec![
        ("docx", FileKind::Docx, of(&text, "odt", "docx")),
        ("doc", FileKind::Doc, of(&text, "odt", "doc")),
        ("rtf", FileKind::Rtf, of(&text, "odt", "rtf")),
        ("pdf", FileKind::Pdf, of(&text, "odt", "pdf")),
        ("odt", FileKind::Odt, text),
        ("ods", FileKind::Ods, of(table, "csv", "ods")),
        ("xlsx", FileKind::Xlsx, of(table, "csv", "xlsx")),
        ("xls", FileKind::Xls, of(table, "csv", "xls")),
        ("docx", FileKind::Docx, report),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_office_software_wrote_is_known_whole_cut_and_behind_a_password() {
    let files = written().await;
    let year = Year::begin(&[UNIT]).await;
    year.phase(Phase::SelfScoring, true).await;
    let given = async |end: &str, file: &[u8]| upload(&year.staff, UNIT, &format!("tệp.{end}"), file).await;
    for (end, kind, file) in &files {
        let whole = given(end, file).await;
        assert_eq!((whole.kind, whole.condition), (*kind, Condition::Sound), "{end}");
        for length in [file.len() / 2, file.len() - 600] {
            let cut = given(end, &file[..length]).await;
            assert_eq!(cut.condition, Condition::Cut, "{end} cut to {length} of {}", file.len());
            assert!(cut.kind == *kind || cut.kind == FileKind::Office, "{end}: {:?}", cut.kind);
        }
    }
    let mut locked: Vec<(&str, FileKind, Vec<u8>)> = Vec::new();
    for (end, kind, file) in &files {
        match kind {
            FileKind::Docx | FileKind::Xlsx => {
                locked.extend(encrypted(file).map(|file| (*end, FileKind::Office, file)));
            }
            FileKind::Odt => {
                let file = converted_file(file, end, BEHIND_A_PASSWORD).unwrap();
                locked.push(("pdf", FileKind::Pdf, file));
            }
            _ => {}
        }
    }
    let own: Vec<_> = lines().into_iter().filter(|line| line.unit == UNIT).collect();
    for ((end, kind, file), line) in locked.iter().zip(&own) {
        let EvidenceFile { digest, kind: found, condition, .. } = given(end, file).await;
        assert_eq!((found, condition), (*kind, Condition::Locked), "{end}");
        assert_eq!(digest, Digest::of(file));
        let evidence = vec![Evidence { file: Some(digest), ..Evidence::default() }];
        let said = Entry { evidence, ..entry(line) };
        read::<LeafRecord>(enter(&year.staff, UNIT, &line.code, &said, &[]).await).await;
        let flags = &record(&year.staff, UNIT).await.flags[&line.code];
        assert!(flags.iter().any(|flag| flag.code == "flag.locked"), "{end}: {flags:?}");
    }
    println!("{} files of office software, {} behind a password", files.len(), locked.len());
}
