//! The sources that the rules are held against.

use std::path::{Path, PathBuf};
use std::{fs, process};

/// A file that git tracks (or would): its path from the root, and its text.
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    /// The lines before the unit tests, numbered from 1.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let tests_only =
            ["/tests", "/benches/", "/sim/", "/example.rs"].iter().any(|place| self.path.contains(place));
        self.text
            .lines()
            .enumerate()
            .map(|(i, line)| (i + 1, line))
            .take_while(move |(_, line)| !tests_only && !line.contains("#[cfg(test)]"))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the root").to_owned()
}

/// Every file of the project by its path from the root.
pub fn paths() -> Vec<String> {
    let listing = process::Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git lists the files");
    let paths: Vec<String> =
        String::from_utf8(listing.stdout).expect("utf-8 paths").lines().map(str::to_owned).collect();
    assert!(paths.len() > 50, "git listed only {} files", paths.len());
    paths.into_iter().filter(|path| root().join(path).exists()).collect()
}

/// All Rust sources below the given folders; every folder must hold some.
pub fn sources(folders: &[&str]) -> Vec<Source> {
    let paths = paths();
    folders
        .iter()
        .flat_map(|folder| {
            let found: Vec<_> = paths
                .iter()
                .filter(|path| path.starts_with(folder) && path.ends_with(".rs"))
                .cloned()
                .collect();
            assert!(
                !found.is_empty(),
                "no sources below {folder}: does the rule still name the right place?"
            );
            found
        })
        .map(|path| Source { text: fs::read_to_string(root().join(&path)).expect("readable source"), path })
        .collect()
}

/// Fails with all breaches at once.
pub fn none(rule: &str, breaches: Vec<String>) {
    assert!(breaches.is_empty(), "{rule}:\n  {}", breaches.join("\n  "));
}
