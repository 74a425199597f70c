//! How files look: short, headed by a line that says what they are for, free of leftovers.

use std::fs;

use crate::source::{none, paths, root, sources};

const MAX_LINES: usize = 400;
const PACKAGES: [&str; 4] = ["app/", "server/", "shared/", "tests/"];
const AT_ROOT: [&str; 15] = [
    ".editorconfig",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "Makefile",
    "README.md",
    "SECURITY.md",
    "clippy.toml",
    "deny.toml",
    "rust-toolchain.toml",
    "rustfmt.toml",
];

#[test]
fn no_file_is_longer_than_a_reader_can_hold() {
    let long = sources(&PACKAGES)
        .into_iter()
        .filter(|source| source.text.lines().count() > MAX_LINES)
        .map(|source| format!("{} has {} lines", source.path, source.text.lines().count()));
    none("a seam is looked for past 400 lines", long.collect());
}

#[test]
fn no_stylesheet_is_longer_and_each_says_what_it_dresses() {
    let styles: Vec<_> = paths().into_iter().filter(|path| path.ends_with(".css")).collect();
    assert!(!styles.is_empty(), "no stylesheets: does the rule still name the right files?");
    let mut odd = Vec::new();
    for path in styles {
        let text = fs::read_to_string(root().join(&path)).expect("a stylesheet can be read");
        if text.lines().count() > MAX_LINES {
            odd.push(format!("{path} has {} lines", text.lines().count()));
        }
        if !text.starts_with("/* ") {
            odd.push(format!("{path} begins without a comment"));
        }
    }
    none("a stylesheet is short, and its first line says what it dresses", odd);
}

#[test]
fn the_first_line_says_what_the_file_is_for() {
    let silent = sources(&PACKAGES)
        .into_iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| source.path);
    none("begin with a line `//! …`", silent.collect());
}

#[test]
fn module_roots_only_declare() {
    let busy = sources(&PACKAGES)
        .into_iter()
        .filter(|source| source.path.ends_with("/mod.rs"))
        .filter(|source| source.code().any(|(_, line)| line.contains("fn ") || line.starts_with("impl")))
        .map(|source| source.path);
    none("mod.rs declares, files beside it do", busy.collect());
}

#[test]
fn nothing_is_left_over() {
    let mut found = Vec::new();
    for source in sources(&PACKAGES).iter().filter(|source| !source.path.contains("tests/tidy/")) {
        for (i, line) in source.text.lines().enumerate() {
            let code_in_comment = line.trim_start().starts_with("// ") && line.trim_end().ends_with(';');
            if ["TODO", "FIXME", "XXX", "todo!(", "unimplemented!(", "dbg!("]
                .iter()
                .any(|word| line.contains(word))
                || code_in_comment
            {
                found.push(format!("{}:{} {}", source.path, i + 1, line.trim()));
            }
        }
    }
    none("finish it or take it out", found);
}

#[test]
fn names_are_words_of_the_domain() {
    let vague = paths().into_iter().filter(|path| path.ends_with(".rs")).filter(|path| {
        let name = path.rsplit('/').next().unwrap_or(path);
        ["manager", "helper", "util", "misc", "common"].iter().any(|word| name.contains(word))
    });
    none("a file is named by the noun of the domain it holds", vague.collect());
}

#[test]
fn the_root_holds_the_packages_and_conventional_files_only() {
    let odd = paths().into_iter().filter(|path| {
        let in_package = PACKAGES.iter().any(|package| path.starts_with(package));
        !in_package
            && !path.starts_with(".ci/")
            && !path.starts_with(".cargo/")
            && !is_finding(path)
            && !AT_ROOT.contains(&path.as_str())
    });
    none("not a file for the root", odd.collect());
}

/// What was found out about other people's software: scripts that show it, side by side.
fn is_finding(path: &str) -> bool {
    let name = path.strip_prefix("findings/").and_then(|name| name.strip_suffix(".sh"));
    name.is_some_and(|name| !name.contains('/'))
}

#[test]
fn findings_are_scripts_side_by_side() {
    assert!(is_finding("findings/a-b.sh"));
    for other in ["findings/a.md", "findings/a/b.sh", "findings.sh", "other/a.sh"] {
        assert!(!is_finding(other), "{other}");
    }
}
