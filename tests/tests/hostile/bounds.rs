//! `parindex` within bounds: 256 MB for what it keeps, and so much time that a slow machine never fails for it.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use tests::binary::parindex;

/// Kilobytes of what a process may write to: heap and stacks, not the program itself.
const MEMORY: u32 = 256 << 10;

/// Seconds of the processor, not of the wall: what is busy beside it makes no file hostile. A released program needs less than one
/// for each of these.
const TIME: u32 = 30;

/// How it ended, and what it said.
pub struct Said {
    /// Its exit status; none where it was killed, as one is that asks for more memory than it gets.
    pub status: Option<i32>,
    /// What came out on stdout, as JSON.
    pub json: Value,
    /// What it complained of.
    pub complaint: String,
}

impl Said {
    /// The codes of all problems.
    pub fn codes(&self) -> Vec<&str> {
        let all = self.json.get("diagnostics").unwrap_or(&self.json);
        all.as_array().into_iter().flatten().filter_map(|one| one["problem"]["code"].as_str()).collect()
    }
}

/// Runs a command on a file.
pub fn run(arguments: &[&str], file: &Path) -> Said {
    // The limit of data, and not of addresses: the program itself is no small thing where it is not optimised.
    let output = Command::new("sh")
        .args(["-c", &format!("ulimit -d {MEMORY} && ulimit -t {TIME} && exec \"$@\""), "sh"])
        .arg(parindex())
        .args(arguments)
        .arg(file)
        .stdin(Stdio::null())
        .output()
        .expect("sh runs");
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    let json = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
    Said { status: output.status.code(), json, complaint }
}

/// Asserts that a form is refused for this, and for nothing that hides it.
pub fn refused(what: &str, bytes: &[u8], ending: &str, code: &str) {
    let file = kept(bytes, ending);
    let said = run(&["form", "check", "--json"], file.path());
    assert_eq!(said.status, Some(1), "{what}: {}", said.complaint);
    assert_eq!(said.json["accepted"], false, "{what}");
    assert!(said.codes().contains(&code), "{what}: {:?}", said.codes());
}

/// The bytes as a file.
pub fn kept(bytes: &[u8], ending: &str) -> tempfile::NamedTempFile {
    let file = tempfile::Builder::new().suffix(ending).tempfile().expect("a file");
    std::fs::write(file.path(), bytes).expect("written");
    file
}
