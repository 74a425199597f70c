//! The real binary `parindex`, built from the sources as they are now.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the root")
}

/// The path of `parindex` as tests run it. Cargo builds it once a run, so that no test ever meets a stale one; with
/// the features of the whole workspace, as `cargo test` has built it already.
pub fn parindex() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| build(&["--workspace"]))
}

/// The path of `parindex` as people run it, for measurements.
pub fn released() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| build(&["-p", "server", "--release"]))
}

fn build(which: &[&str]) -> PathBuf {
    let mut cargo = Command::new(env!("CARGO"));
    // Cargo names a test's package to it, and ring's build script asks to run again where one of those names differs: with
    // them, all that stands on ring, the server too, would be compiled again here and once more by the next `cargo test`.
    for (name, _) in std::env::vars_os() {
        if name
            .to_str()
            .is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"))
        {
            cargo.env_remove(name);
        }
    }
    let output = cargo
        .args(["build", "--quiet", "--bin", "parindex", "--message-format", "json"])
        .args(which)
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "cargo build failed: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["target"]["name"] == "parindex")
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
        .expect("cargo names the executable")
}
