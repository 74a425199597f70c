//! Real small files of each kind, whole, cut, encrypted and damaged.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;

fn seen(bytes: &[u8], name: &str) -> (FileKind, Condition) {
    let Seen { kind, condition } = inspect(Cursor::new(bytes), name).unwrap();
    (kind, condition)
}

/// A PDF of one page with nothing on it; `more` goes into its trailer.
fn pdf(more: &str) -> Vec<u8> {
    let mut text = String::from("%PDF-1.4\n%\u{e9}\n");
    let mut offsets = Vec::new();
    for object in [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ] {
        offsets.push(text.len());
        text += &format!("{} 0 obj\n{object}\nendobj\n", offsets.len());
    }
    let start = text.len();
    text += "xref\n0 4\n0000000000 65535 f \n";
    offsets.iter().for_each(|offset| text += &format!("{offset:010} 00000 n \n"));
    text += &format!("trailer\n<< /Size 4 /Root 1 0 R {more}>>\nstartxref\n{start}\n%%EOF\n");
    text.into_bytes()
}

/// The same with a stream of references in place of the table.
fn pdf_with_stream(more: &str) -> Vec<u8> {
    let mut text = String::from("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n");
    let start = text.len();
    text += &format!(
        "2 0 obj\n<< /Type /XRef /Size 3 /W [1 2 1] /Root 1 0 R /Length 12 {more}>>\nstream\n/Encrypt 1 0\nendstream\nendobj\nstartxref\n{start}\n%%EOF"
    );
    text.into_bytes()
}

fn zipped(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx() -> Vec<u8> {
    let text = "văn bản ".repeat(400);
    zipped(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &format!("<w>{text}</w>"))])
}

fn odt(manifest: &str) -> Vec<u8> {
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", "<office/>"),
        ("META-INF/manifest.xml", manifest),
    ])
}

/// A compound file of 512-byte sectors: its table, its directory with these streams, and a sector for each.
fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut head = vec![0; 512];
    head[..8].copy_from_slice(super::cfb::MAGIC);
    head[30] = 9;
    head[44] = 1;
    head[48] = 1;
    head[76..].fill(0xff);
    head[76..80].fill(0);
    let mut table = vec![0xff; 512];
    let mut put =
        |sector: usize, next: u32| table[4 * sector..4 * sector + 4].copy_from_slice(&next.to_le_bytes());
    put(0, 0xffff_fffd);
    put(1, 0xffff_fffe);
    let (mut directory, mut content) = (vec![0; 512], Vec::new());
    for (n, (name, bytes)) in streams.iter().enumerate() {
        put(2 + n, 0xffff_fffe);
        let entry = &mut directory[128 * n..128 * (n + 1)];
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..units.len()].copy_from_slice(&units);
        entry[64] = u8::try_from(units.len() + 2).unwrap();
        entry[66] = 2;
        entry[116] = u8::try_from(2 + n).unwrap();
        let mut sector = bytes.to_vec();
        sector.resize(512, 0);
        content.extend(sector);
    }
    [head, table, directory, content].concat()
}

#[test]
fn a_file_is_what_its_content_is_whatever_its_name_says() {
    use Condition::{Empty, Sound, Unreadable};
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0".as_slice();
    let png = b"\x89PNG\r\n\x1a\n....IEND\xaeB`\x82".as_slice();
    let webp = b"RIFF\x0c\0\0\0WEBPVP8 \0\0\0\0".as_slice();
    for (bytes, name, expected) in [
        (b"".as_slice(), "a.pdf", (FileKind::Other, Empty)),
        (&pdf(""), "a.docx", (FileKind::Pdf, Sound)),
        (&pdf_with_stream(""), "a.pdf", (FileKind::Pdf, Sound)),
        (&docx(), "a.pdf", (FileKind::Docx, Sound)),
        (&zipped(&[("[Content_Types].xml", "x"), ("xl/workbook.xml", "x")]), "a", (FileKind::Xlsx, Sound)),
        (
            &zipped(&[("[Content_Types].xml", "x"), ("ppt/presentation.xml", "x")]),
            "a",
            (FileKind::Pptx, Sound),
        ),
        (&odt("<manifest/>"), "a", (FileKind::Odt, Sound)),
        (&zipped(&[("a.txt", "x")]), "a.zip", (FileKind::Zip, Sound)),
        (&compound(&[("WordDocument", b"\xec\xa5")]), "a", (FileKind::Doc, Sound)),
        (
            &compound(&[("Workbook", b"\x09\x08\x02\0\0\x06\x42\0\x02\0\xb0\x04")]),
            "a",
            (FileKind::Xls, Sound),
        ),
        (&compound(&[("PowerPoint Document", b"")]), "a", (FileKind::Ppt, Sound)),
        (b"{\\rtf1 x}", "a.doc", (FileKind::Rtf, Sound)),
        (png, "a.pdf", (FileKind::Png, Sound)),
        (b"\xff\xd8\xff\xe0..\xff\xd9 and what the camera adds", "a", (FileKind::Jpeg, Sound)),
        (b"GIF89a..;", "a", (FileKind::Gif, Sound)),
        (webp, "a", (FileKind::Webp, Sound)),
        (b"II*\0\x08\0\0\0\0\0", "a", (FileKind::Tiff, Sound)),
        (b"MM\0*\0\0\0\x08\0\0", "a", (FileKind::Tiff, Sound)),
        (heic, "a", (FileKind::Heic, Sound)),
        (b"<html><script>alert(1)</script>", "a.pdf", (FileKind::Other, Unreadable)),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", (FileKind::Other, Unreadable)),
        (b"MZ\x90\0", "a.pdf", (FileKind::Other, Unreadable)),
    ] {
        assert_eq!(seen(bytes, name), expected, "{name} {:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn a_file_that_was_cut_anywhere_is_seen() {
    // Writers leave the last sector of a compound file short: that is no cut.
    let mut two = compound(&[("WordDocument", b"\xec\xa5"), ("1Table", b"x")]);
    two.truncate(two.len() - 505);
    for (whole, name) in [
        (pdf(""), "a.pdf"),
        (pdf_with_stream(""), "a.pdf"),
        (docx(), "a.docx"),
        (odt("<m/>"), "a.odt"),
        (two, "a.doc"),
    ] {
        let kind = seen(&whole, name).0;
        assert_eq!(seen(&whole, name).1, Condition::Sound, "{name}");
        // What is gone at the very end of a PDF is a line break.
        for length in [16, 600, whole.len() / 2, whole.len() * 9 / 10, whole.len() - 7] {
            let (found, condition) = seen(&whole[..length.min(whole.len() - 7)], name);
            assert_eq!(condition, Condition::Cut, "{name} cut to {length} of {}", whole.len());
            assert!(found == kind || found == FileKind::Office, "{name}: {found:?}");
        }
    }
    for picture in [
        &b"\x89PNG\r\n\x1a\n....IDAT"[..],
        b"\xff\xd8\xff\xe0..",
        b"GIF89a..",
        b"RIFF\x0c\x10\0\0WEBPVP8 ",
        b"II*\0\x08\x10\0\0",
    ] {
        assert_eq!(seen(picture, "a.jpg").1, Condition::Cut, "{picture:?}");
    }
    // Made for the web, a PDF has an end near its beginning as well.
    let mut linear = pdf("");
    linear.splice(9..9, *b"9 0 obj\n<< /Linearized 1 /L 99999 >>\nendobj\n");
    assert_eq!(seen(&linear, "a.pdf").1, Condition::Cut);
}

#[test]
fn what_wants_a_password_is_seen() {
    let mut plain = zipped(&[("a.txt", "x")]);
    for mark in [&b"PK\x03\x04"[..], b"PK\x01\x02"] {
        let at = super::super::bytes::find(mark, &plain).unwrap();
        plain[at + if mark[2] == 3 { 6 } else { 8 }] |= 1;
    }
    for (bytes, kind) in [
        (pdf("/Encrypt 9 0 R "), FileKind::Pdf),
        (pdf("/Encrypt<</V 4>>"), FileKind::Pdf),
        (pdf_with_stream("/Encrypt 9 0 R "), FileKind::Pdf),
        (odt("<manifest><manifest:encryption-data/></manifest>"), FileKind::Odt),
        (plain, FileKind::Zip),
        (compound(&[("EncryptionInfo", b""), ("EncryptedPackage", b"")]), FileKind::Office),
        (compound(&[("WordDocument", b"\xec\xa5\xc1\0\0\0\0\0\0\0\0\x01")]), FileKind::Doc),
        (compound(&[("Workbook", b"\x09\x08\x02\0\0\x06\x2f\0\x02\0\0\0")]), FileKind::Xls),
    ] {
        assert_eq!(seen(&bytes, "a"), (kind, Condition::Locked));
    }
    assert_eq!(seen(&pdf("/EncryptMetadata false "), "a").1, Condition::Sound);
}

#[test]
fn a_package_whose_content_does_not_open_is_unreadable() {
    let mut damaged = docx();
    let at = super::super::bytes::find(b"word/document.xml", &damaged).unwrap();
    damaged[at + 40..at + 44].copy_from_slice(b"\xff\xff\xff\xff");
    assert_eq!(seen(&damaged, "a.docx"), (FileKind::Docx, Condition::Unreadable));
    assert_eq!(seen(&compound(&[("Other", b"")]), "a.doc"), (FileKind::Office, Condition::Unreadable));
}
