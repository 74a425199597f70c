//! What the demo sets up, kept from one test to the next: reading the workbooks and 1,034 ballots takes its time.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use shared::ballot::Digest;

use crate::binary::root;
use crate::sample;
use crate::served::Served;

/// All that a data folder needs.
const FILES: [&str; 2] = ["parindex.db", "sample-accounts.json"];

/// Fills an empty data folder with what this binary set up today, if it is there.
pub fn fill(binary: &Path, data: &Path) {
    let template = folder(binary);
    if template.is_dir() {
        for file in FILES {
            std::fs::copy(template.join(file), data.join(file)).expect("the template is whole");
        }
    }
}

/// Keeps what a running server has just set up, in place of what older binaries did.
pub fn keep(binary: &Path, served: &Served) {
    let template = folder(binary);
    if template.is_dir() {
        return;
    }
    std::fs::create_dir_all(templates()).expect("a folder");
    // Each test its own: several of one process may be here at once.
    let part = tempfile::Builder::new().suffix(".part").tempdir_in(templates()).expect("a folder");
    let part = part.path();
    let backup = part.join("backup.zip").display().to_string();
    served.command(&["backup", &backup]);
    let restored = part.join("restored");
    let mut restore = Command::new(binary);
    let done = restore.arg("restore").arg(&backup).arg("--data").arg(&restored).output().expect("it runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    std::fs::rename(restored.join(FILES[0]), part.join(FILES[0])).expect("it is restored");
    std::fs::copy(served.file(FILES[1]), part.join(FILES[1])).expect("a copy");
    for old in std::fs::read_dir(templates()).into_iter().flatten().flatten() {
        if old.path() != part && old.path().extension().is_none() {
            drop(std::fs::remove_dir_all(old.path()));
        }
    }
    // Another test may have been quicker.
    drop(std::fs::rename(part, &template));
}

fn templates() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from).join("demo")
}

/// Another binary, another sample or another day (the practice survey lies around today) is another template.
#[expect(clippy::disallowed_methods, reason = "the demo goes by today's date")]
fn folder(binary: &Path) -> PathBuf {
    let mut made_of = format!("{} {}", binary.display(), jiff::Zoned::now().date());
    let package = std::fs::read_dir(sample::package()).into_iter().flatten().flatten();
    for file in [binary.to_owned()].into_iter().chain(package.map(|entry| entry.path())) {
        let about = file.metadata().expect("it is there");
        let changed = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        let changed = changed.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
        made_of += &format!(" {changed} {}", about.len());
    }
    templates().join(&Digest::of(made_of.as_bytes()).to_string()[..16])
}
