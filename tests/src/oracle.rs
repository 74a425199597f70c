//! Other people's forms and answers, which are not part of the project: tests that need them say that they are skipped.

use std::fs;
use std::path::{Path, PathBuf};

use crate::binary::root;

/// Where they lie: beside the repository, or where PARINDEX_ORACLE says.
pub fn folder() -> PathBuf {
    std::env::var_os("PARINDEX_ORACLE").map_or_else(|| root().join("../shared/oracle"), PathBuf::from)
}

/// The files below a folder that end so, in the order of their names.
pub fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = open.pop() {
        for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| endings.iter().any(|one| ending == *one)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
