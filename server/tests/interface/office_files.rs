//! Office files: a part of one, and what LibreOffice makes of it; what poppler reads in a PDF.

use std::io::{Cursor, Read as _};
use std::process::Command;

use crate::feed::python;

/// A part of an office file.
pub fn part(file: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// What LibreOffice makes of a file that ends so: `to` as it wants to be told, which begins with how its file ends. Nothing where it
/// is not installed, which is said.
pub fn converted_file(file: &[u8], end: &str, to: &str) -> Option<Vec<u8>> {
    let there = Command::new("soffice").arg("--version").output();
    if !there.is_ok_and(|output| output.status.success()) {
        println!("SKIPPED: LibreOffice is not installed");
        return None;
    }
    let folder = tempfile::TempDir::new().unwrap();
    let name = format!("file.{end}");
    std::fs::write(folder.path().join(&name), file).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", to, &name])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let made = folder.path().join("file").with_extension(to.split(':').next().unwrap());
    let bytes = std::fs::read(made);
    Some(bytes.unwrap_or_else(|error| panic!("{error}: {output:?}")))
}

/// The same where it is text.
pub fn converted(file: &[u8], end: &str, to: &str) -> Option<String> {
    converted_file(file, end, to).map(|bytes| String::from_utf8(bytes).unwrap())
}

/// An office file of today behind a password, by a library in Python that writes what office software writes. Nothing where it is
/// not installed, which is said.
pub fn encrypted(file: &[u8]) -> Option<Vec<u8>> {
    let folder = tempfile::TempDir::new().unwrap();
    let (from, to) = (folder.path().join("from"), folder.path().join("to"));
    std::fs::write(&from, file).unwrap();
    let output = Command::new(python()?).args(["-c", ENCRYPT]).args([&from, &to]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(std::fs::read(to).unwrap())
}

const ENCRYPT: &str = "\
import sys
from msoffcrypto.format.ooxml import OOXMLFile
with open(sys.argv[1], 'rb') as plain, open(sys.argv[2], 'wb') as locked:
    OOXMLFile(plain).encrypt('mật khẩu', locked)
";

/// What poppler's `tool` says of a PDF. Nothing where it is not installed, which is said.
pub fn read_pdf(file: &[u8], tool: &str, options: &[&str]) -> Option<String> {
    if Command::new(tool).arg("-v").output().is_err() {
        println!("SKIPPED: {tool} (poppler-utils) is not installed");
        return None;
    }
    let folder = tempfile::TempDir::new().unwrap();
    let (from, to) = (folder.path().join("file.pdf"), folder.path().join("file.txt"));
    std::fs::write(&from, file).unwrap();
    let mut command = Command::new(tool);
    command.args(options).arg(&from);
    if tool == "pdftotext" {
        command.arg(&to);
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let text = std::fs::read_to_string(to);
    Some(text.unwrap_or_else(|_| String::from_utf8_lossy(&output.stdout).into_owned()))
}
