//! The forms that both engines run, where they are at hand, and the engine of others.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use shared::form::model::Form;
use shared::form::{sheets, xform};
use tests::binary::root;
use tests::oracle;

/// A form of the corpus.
pub struct Sample {
    /// Its folder and name.
    pub name: String,
    /// As ours reads it.
    pub form: Form,
    /// As the other engine reads it: the file itself, or what we make of a workbook.
    pub xml: String,
    /// Where the files lie that it looks things up in.
    pub folder: PathBuf,
}

/// The lines that say where the tools differ.
pub fn behaviour() -> String {
    fs::read_to_string(oracle::folder().join("behaviour.md")).expect("behaviour.md lies beside the forms")
}

/// Why the engines cannot be compared here, if they cannot.
pub fn lacks() -> Option<String> {
    let node = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    let engine = npm().join("node_modules/@getodk/xforms-engine/package.json");
    [
        (!node, "node is not installed".to_owned()),
        (!engine.exists(), "ODK's engine is not in target/npm (make tools-test)".to_owned()),
        (!oracle::folder().join("forms").is_dir(), format!("no forms in {}", oracle::folder().display())),
    ]
    .into_iter()
    .find_map(|(lacks, what)| lacks.then_some(what))
}

/// All forms by name: those that ours reads, and the names of those that it does not.
pub fn samples() -> (Vec<Sample>, Vec<String>) {
    let (mut found, mut left) = (Vec::new(), Vec::new());
    for path in oracle::files(&oracle::folder().join("forms"), &["xml", "xls", "xlsx"]) {
        let name = path.strip_prefix(oracle::folder()).expect("below").display().to_string();
        match sample(&path, name.clone()) {
            Some(sample) => found.push(sample),
            None => left.push(name),
        }
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    (found, left)
}

/// What became of a form in the reference converter and the other engine, as the corpus tells it.
pub fn outcome(name: &str) -> String {
    let index =
        fs::read_to_string(oracle::folder().join("forms/INDEX.md")).expect("INDEX.md lies beside the forms");
    let cell = format!("| `{}` |", name.trim_start_matches("forms/"));
    let row = index.lines().find(|line| line.contains(&cell));
    row.and_then(|row| row.trim_end_matches([' ', '|']).rsplit(" | ").next()).unwrap_or_default().to_owned()
}

fn sample(path: &Path, name: String) -> Option<Sample> {
    let bytes = fs::read(path).ok()?;
    let folder = path.parent()?.to_owned();
    let (mut form, xml) = match path.extension()?.to_str()? {
        "xml" => {
            let text = String::from_utf8(bytes).ok()?;
            (xform::read(&text).ok()?, text)
        }
        "xls" | "xlsx" => {
            let book = server::package::open_form(&name, &bytes).ok()?;
            let form = sheets::read(book, None).0?;
            let xml = xform::write(&form);
            (form, xml)
        }
        _ => return None,
    };
    for wanted in form.wanted() {
        if let Ok(bytes) = fs::read(folder.join(&wanted)) {
            form.hold(&wanted, &bytes).expect("a list");
        }
    }
    Some(Sample { name, form, xml, folder })
}

fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

fn npm() -> PathBuf {
    target().join("npm")
}

/// The Python that has the reference converter, where it is at hand.
pub fn python() -> Option<PathBuf> {
    let python = target().join("python/bin/python");
    let has =
        Command::new(&python).args(["-c", "import pyxform"]).output().is_ok_and(|said| said.status.success());
    has.then_some(python)
}

/// What the other engine says of each interview, given with its steps.
pub fn others<'s>(interviews: impl Iterator<Item = (&'s Sample, &'s [Value])>, now_ms: i64) -> Vec<Value> {
    let job = |(sample, steps): (&Sample, &[Value])| json!({ "xml": sample.xml, "folder": sample.folder, "steps": steps });
    let jobs = json!({ "now": now_ms, "jobs": interviews.map(job).collect::<Vec<_>>() });
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(jobs.to_string().as_bytes()).expect("written");
    let mut node = Command::new("node")
        .args(["--input-type=module", "-"])
        .arg(file.path())
        .current_dir(npm())
        .env("TZ", "Asia/Ho_Chi_Minh")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("node runs");
    node.stdin.take().expect("a pipe").write_all(include_bytes!("drive.mjs")).expect("the script is taken");
    let output = node.wait_with_output().expect("node ends");
    let said = String::from_utf8(output.stdout).expect("text");
    said.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}
