//! The sample campaign of 2019, in the corpus.

use std::path::PathBuf;

use crate::binary::root;

/// The folder of the package.
pub fn package() -> PathBuf {
    root().join("tests/corpus/bac-kan-2019")
}

/// A file of the sample, such as `ballots.jsonl`.
pub fn file(name: &str) -> PathBuf {
    package().join(name)
}
