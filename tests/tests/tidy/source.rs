//! The sources that the rules are held against.

use std::ffi::OsStr;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::{fs, process};

/// A file: its path from the root, and its text.
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    /// The lines before the unit tests, numbered from 1. What only a test counts may stand before them.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let tests_only =
            ["/tests", "/benches/", "/sim/", "/example.rs"].iter().any(|place| self.path.contains(place));
        let lines: Vec<&str> = self.text.lines().collect();
        let begin =
            |pair: &[&str]| pair[0].contains("#[cfg(test)]") && pair[1].trim_start().starts_with("mod ");
        let end = if tests_only { 0 } else { lines.windows(2).position(begin).unwrap_or(lines.len()) };
        let numbered = lines.into_iter().take(end).enumerate().map(|(i, line)| (i + 1, line));
        numbered.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the root").to_owned()
}

/// Every file that git tracks, or would, by its path from the root.
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

/// All Rust sources below the given folders (no checkout is needed for them); every folder must hold some.
pub fn sources(folders: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    for folder in folders {
        let before = found.len();
        below(&root().join(folder), &mut found);
        assert!(found.len() > before, "no sources below {folder}: does the rule still name the right place?");
    }
    found
}

/// The Rust sources below a folder, in the order of their names.
fn below(folder: &Path, found: &mut Vec<Source>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        if path.is_dir() && !["dist", "target"].contains(&name) && !name.starts_with('.') {
            below(&path, found);
        } else if path.is_file() && name.ends_with(".rs") {
            let inside = path.strip_prefix(root()).expect("a path below the root");
            let path_in_root = inside.to_str().expect("utf-8 paths").replace(MAIN_SEPARATOR, "/");
            found.push(Source {
                text: fs::read_to_string(&path).expect("readable source"),
                path: path_in_root,
            });
        }
    }
}

/// Fails with all breaches at once.
pub fn none(rule: &str, breaches: Vec<String>) {
    assert!(breaches.is_empty(), "{rule}:\n  {}", breaches.join("\n  "));
}
