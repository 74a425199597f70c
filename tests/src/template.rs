//! What the demo sets up, kept from one test to the next: reading the workbooks and 1,034 ballots takes its time.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use shared::ballot::Digest;

use crate::binary::root;
use crate::served::Served;

/// What the demo notes beside its store.
const ACCOUNTS: &str = "sample-accounts.json";

/// Fills an empty data folder with what this binary set up today, if it is there.
pub fn fill(served: &Served) {
    let template = folder(served);
    if template.is_dir() {
        copy(&template, served.data()).expect("the template is whole");
    }
}

/// Keeps what a running server has just set up, in place of what older binaries did.
pub fn keep(served: &Served) {
    let template = folder(served);
    if template.is_dir() {
        return;
    }
    let templates = template.parent().expect("it lies among others");
    std::fs::create_dir_all(templates).expect("a folder");
    // Each test its own: several of one process may be here at once.
    let part = tempfile::Builder::new().suffix(".part").tempdir_in(templates).expect("a folder");
    let part = part.path();
    let backup = part.join("backup.zip").display().to_string();
    served.command(&["backup", &backup]);
    let restored = part.join("data");
    let mut restore = Command::new(served.binary());
    let done = restore.arg("restore").arg(&backup).arg("--data").arg(&restored).output().expect("it runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    std::fs::copy(served.file(ACCOUNTS), restored.join(ACCOUNTS)).expect("a copy");
    for old in std::fs::read_dir(templates).into_iter().flatten().flatten() {
        if old.path() != part && old.path().extension().is_none() {
            drop(std::fs::remove_dir_all(old.path()));
        }
    }
    // Another test may have been quicker.
    drop(std::fs::rename(restored, &template));
}

/// Copies all files of a folder, and of those in it.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?.path();
        let to = to.join(entry.file_name().expect("an entry has a name"));
        if entry.is_dir() {
            copy(&entry, &to)?;
        } else {
            std::fs::copy(entry, to)?;
        }
    }
    Ok(())
}

/// Another binary, another sample or another day (the practice survey lies around today) is another template.
#[expect(clippy::disallowed_methods, reason = "the demo goes by today's date")]
fn folder(served: &Served) -> PathBuf {
    let (binary, package) = (served.binary(), served.package().expect("a sample is served"));
    let mut made_of = format!("{} {}", binary.display(), jiff::Zoned::now().date());
    let files = std::fs::read_dir(package).into_iter().flatten().flatten().map(|entry| entry.path());
    for file in [binary.to_owned()].into_iter().chain(files) {
        let about = file.metadata().expect("it is there");
        let changed = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        let changed = changed.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
        made_of += &format!(" {changed} {}", about.len());
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let of_package = target.join("demo").join(package.file_name().expect("a package has a name"));
    of_package.join(&Digest::of(made_of.as_bytes()).to_string()[..16])
}
