//! `parindex form run`: an interview by a script, and all that is seen in it, as ODK's engine is driven for comparison.

use std::collections::HashSet;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::form::model::Form;
use shared::form::session::{Around, MOST_INSTANCES, Seen, Session, Violation};
use shared::message::{self, Language};
use shared::problem::{Diagnostic, Location, Problem};

use super::definition::{LARGEST, at_most, read};
use crate::cli::report::{Failure, say};
use crate::clock;
use crate::secret::{Random, SystemRandom};

/// What `form run` takes.
#[derive(Debug, clap::Args)]
pub struct Run {
    /// The form: an .xlsx, an .xls or an XForm.
    file: PathBuf,
    /// What is done, as JSON: `[{"set": "/data/age", "value": "17"}, {"select": "/data/colour", "values": ["red"]},
    /// {"add": "/data/member"}, {"remove": "/data/member", "index": 0}, {"lang": "Tiếng Việt"}, {"dump": true}]`.
    #[arg(long)]
    steps: PathBuf,
    /// Where the files lie that the form looks things up in, instead of beside it.
    #[arg(long)]
    files: Option<PathBuf>,
    /// What the clock says, instead of the time it is.
    #[arg(long)]
    now: Option<Timestamp>,
    /// The zone that dates are of, instead of this machine's.
    #[arg(long)]
    zone: Option<String>,
}

/// One step.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Step {
    Set { set: String, value: Value },
    Select { select: String, values: Vec<String> },
    Add { add: String, count: Option<usize> },
    Remove { remove: String, index: usize },
    Speak { lang: String },
    Dump { dump: bool },
}

/// All that came out.
#[derive(Debug, Serialize)]
struct Outcome {
    status: &'static str,
    dumps: Vec<Vec<Line>>,
    payload: &'static str,
    violations: usize,
    /// The repeats that were asked for more instances than are kept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    full: Vec<String>,
    #[serde(rename = "final")]
    end: Vec<Line>,
    xml: String,
}

/// A question, a group or a repeat.
#[derive(Debug, Serialize)]
struct Line {
    #[serde(rename = "ref")]
    reference: String,
    #[serde(rename = "type")]
    kind: &'static str,
    relevant: bool,
    required: bool,
    readonly: bool,
    value: Value,
    label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<Vec<(String, String)>>,
    violation: Option<&'static str>,
}

/// Runs the script and prints what came out as JSON.
pub fn run(arguments: &Run, language: Language) -> Result<(), Failure> {
    let (form, mut diagnostics) = read(&arguments.file, None);
    let Some(mut form) = form else { return Err(Failure::Input { diagnostics, json: false }) };
    let beside = arguments.file.parent().unwrap_or(Path::new(""));
    diagnostics.extend(hold(&mut form, arguments.files.as_deref().unwrap_or(beside)));
    say(language, &diagnostics);
    let steps = std::fs::read_to_string(&arguments.steps).map_err(Failure::at(&arguments.steps))?;
    let steps: Vec<Step> = serde_json::from_str(&steps).map_err(anyhow::Error::from)?;
    let zone = match &arguments.zone {
        Some(name) => TimeZone::get(name).map_err(anyhow::Error::from)?,
        None => TimeZone::system(),
    };
    let mut seed = [0; 8];
    SystemRandom.fill(&mut seed);
    let now = arguments.now.unwrap_or_else(|| clock::system().now());
    let opened = Session::open(form, Around { now, zone, seed: u64::from_le_bytes(seed) });
    let mut out = BufWriter::new(std::io::stdout().lock());
    let written = match opened {
        Err(flaws) => {
            let problems: Vec<String> =
                flaws.iter().map(|flaw| message::problem(language, &flaw.problem)).collect();
            let said = serde_json::json!({ "status": "failure", "error": problems.join("\n") });
            serde_json::to_writer_pretty(&mut out, &said)
        }
        Ok(opened) => {
            let status = if opened.flaws.is_empty() { "success" } else { "warning" };
            let mut session = opened.session;
            let outcome = script(&mut session, steps, status)
                .map_err(|problem| anyhow::Error::msg(message::problem(language, &problem)))?;
            say(language, &outcome.full.iter().map(|name| is_full(name)).collect::<Vec<_>>());
            // As it goes: all that is seen would not be held twice.
            serde_json::to_writer_pretty(&mut out, &outcome)
        }
    };
    written.map_err(anyhow::Error::from)?;
    let ended = writeln!(out).and_then(|()| out.flush());
    Ok(ended.map_err(anyhow::Error::from)?)
}

/// Gives the form the files that it looks things up in; what is not there or cannot be read is told.
fn hold(form: &mut Form, folder: &Path) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for name in form.wanted() {
        let at = Location { file: name.clone(), ..Location::default() };
        // Only a plain name: a form must not read elsewhere.
        let plain = Path::new(&name).file_name().is_some_and(|plain| plain == name.as_str());
        let bytes = if plain { at_most(&folder.join(&name), LARGEST + 1) } else { None };
        let held = match bytes.filter(|bytes| bytes.len() as u64 <= LARGEST) {
            None => Err(Problem::new("form.list_missing").with("name", &name)),
            Some(bytes) => form.hold(&name, &bytes),
        };
        found.extend(held.err().map(|problem| Diagnostic::warning(at, problem)));
    }
    found
}

fn script(session: &mut Session, steps: Vec<Step>, status: &'static str) -> Result<Outcome, Problem> {
    let mut dumps = Vec::new();
    for step in steps {
        match step {
            Step::Set { set, value } => {
                let text = match value {
                    Value::String(text) => text,
                    Value::Null | Value::Bool(false) => String::new(),
                    // How a note is acknowledged.
                    Value::Bool(true) => "OK".to_owned(),
                    other => other.to_string(),
                };
                session.answer(&set, &text)?;
            }
            Step::Select { select, values } => session.choose(&select, &values)?,
            Step::Add { add, count } => session.add(&add, count.unwrap_or(1))?,
            Step::Remove { remove, index } => session.remove(&remove, index)?,
            Step::Speak { lang } => {
                session.speak(&lang);
            }
            Step::Dump { dump: true } => dumps.push(lines(session)?),
            Step::Dump { dump: false } => {}
        }
    }
    session.finish();
    let violations = session.validate().len();
    let payload = if violations == 0 { "ready" } else { "pending" };
    let end = lines(session)?;
    let full = full(&end);
    Ok(Outcome { status, dumps, payload, violations, full, end, xml: session.submission() })
}

/// The repeats whose count is an expression and that hold as many instances as are kept.
fn full(lines: &[Line]) -> Vec<String> {
    let last = format!("[{MOST_INSTANCES}]");
    let of_kind = |kind: &'static str| lines.iter().filter(move |line| line.kind == kind);
    let reached: HashSet<&str> =
        of_kind("repeat-instance").filter_map(|line| line.reference.strip_suffix(&last)).collect();
    let counted = of_kind("repeat-range:controlled").map(|line| &line.reference);
    counted.filter(|reference| reached.contains(reference.as_str())).cloned().collect()
}

fn is_full(name: &str) -> Diagnostic {
    let at = Location { file: name.to_owned(), ..Location::default() };
    Diagnostic::warning(at, Problem::new("form.repeat_full").with("limit", MOST_INSTANCES))
}

/// More choices than anybody compares: a long list stands beside each question that takes from it.
const MOST_CHOICES: usize = 300_000;

fn lines(session: &Session) -> Result<Vec<Line>, Problem> {
    let seen = session.look_within(MOST_CHOICES);
    let seen = seen.ok_or_else(|| Problem::new("form.too_many_choices").with("limit", MOST_CHOICES))?;
    Ok(seen.into_iter().map(line).collect())
}

fn line(seen: Seen) -> Line {
    Line {
        reference: seen.reference,
        kind: seen.kind,
        relevant: seen.relevant,
        required: seen.required,
        readonly: seen.readonly,
        value: seen.value.json(),
        label: seen.label,
        choices: seen.choices.map(|all| all.into_iter().map(|one| (one.value, one.label)).collect()),
        violation: seen.violation.map(Violation::code),
    }
}
