//! `parindex form eval`: expressions whose results are known, evaluated and compared.

use std::cell::RefCell;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::value::RawValue;
use shared::form::tree::Tree;
use shared::form::xpath::parse;
use shared::message::{self, Language};

use super::surroundings::Surroundings;
use super::vectors::{Vector, Vectors, node_at};
use crate::cli::report::Failure;
use crate::secret::SystemRandom;

/// What `form eval` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The file of expressions: documents, contexts, expected values.
    #[arg(long)]
    vectors: PathBuf,
    /// Print the result as JSON.
    #[arg(long)]
    json: bool,
    /// What the clock says: the results of today() and now() are those of the day on which the file was made.
    #[arg(long, default_value = "2026-11-22T15:24:55Z")]
    now: Timestamp,
    /// The zone that dates are of, instead of the one that the file names.
    #[arg(long)]
    zone: Option<String>,
}

/// How many gave what was expected, and those that did not.
#[derive(Debug, Default, Serialize)]
struct Outcome {
    passed: usize,
    failed: usize,
    unsupported: usize,
    /// Of those on which a second engine agrees.
    agree_passed: usize,
    not_passed: Vec<NotPassed>,
}

/// An expression that gave something else.
#[derive(Debug, Serialize)]
struct NotPassed {
    /// Its place in the file, from 0.
    index: usize,
    outcome: &'static str,
    expr: String,
    context: String,
    kind: String,
    expected: Box<RawValue>,
    /// What it gave, or why it could not be read.
    got: String,
    second_engine: String,
}

/// Why a value is not the expected one.
enum Miss {
    Failed(String),
    Unsupported(String),
}

/// Evaluates the file and says what did not pass. That something did not is no failure of the command.
pub fn run(arguments: &Arguments, language: Language) -> Result<(), Failure> {
    let outcome = outcome(arguments, language)?;
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&outcome).map_err(anyhow::Error::from)?);
        return Ok(());
    }
    for miss in &outcome.not_passed {
        println!("{} {}: {} | {} | {}", miss.index, miss.outcome, miss.expr.trim(), miss.expected, miss.got);
    }
    let n = |n: usize| message::number(language, &n.to_string());
    let counts = [
        ("passed", &*n(outcome.passed)),
        ("failed", &*n(outcome.failed)),
        ("unsupported", &*n(outcome.unsupported)),
        ("agreed", &*n(outcome.agree_passed)),
    ];
    println!("{}", message::text(language, "evaluation.counts", &counts));
    Ok(())
}

fn outcome(arguments: &Arguments, language: Language) -> Result<Outcome, Failure> {
    let text = std::fs::read_to_string(&arguments.vectors).map_err(Failure::at(&arguments.vectors))?;
    let file: Vectors = serde_json::from_str(&text).map_err(anyhow::Error::from)?;
    let zone = arguments.zone.as_deref().unwrap_or(&file.timezone);
    let zone = TimeZone::get(zone).map_err(anyhow::Error::from)?;
    let mut outcome = Outcome::default();
    for (index, vector) in file.vectors.iter().enumerate() {
        let document = file.documents.get(vector.doc).map_or("", String::as_str);
        let miss = match judge(vector, document, arguments.now, &zone, language) {
            Ok(()) => {
                outcome.passed += 1;
                outcome.agree_passed += usize::from(vector.second_engine == "agree");
                continue;
            }
            Err(miss) => miss,
        };
        let (kept, got) = match miss {
            Miss::Failed(got) => ("failed", got),
            Miss::Unsupported(why) => ("unsupported", why),
        };
        *if kept == "failed" { &mut outcome.failed } else { &mut outcome.unsupported } += 1;
        outcome.not_passed.push(NotPassed {
            index,
            outcome: kept,
            expr: vector.expr.clone(),
            context: vector.context.clone(),
            kind: vector.kind.clone(),
            expected: vector.expected.clone(),
            got,
            second_engine: vector.second_engine.clone(),
        });
    }
    Ok(outcome)
}

fn judge(
    vector: &Vector,
    document: &str,
    now: Timestamp,
    zone: &TimeZone,
    language: Language,
) -> Result<(), Miss> {
    let unsupported =
        |problem: &shared::problem::Problem| Miss::Unsupported(message::problem(language, problem));
    let mut tree = Tree::new();
    let top = tree.read(document.trim()).map_err(|fault| unsupported(&fault))?;
    let expr = parse(&vector.expr).map_err(|fault| unsupported(&fault.problem))?;
    let bound = expr.bind(&mut tree);
    let at = |path: &str| node_at(&tree, top, path).ok_or_else(|| Miss::Failed(path.to_owned()));
    let (node, root) = (at(&vector.context)?, at(vector.root.as_deref().unwrap_or("/"))?);
    let surroundings = Surroundings {
        tree: &tree,
        document: top,
        root,
        lang: vector.lang.as_deref(),
        now,
        zone,
        random: &SystemRandom,
        defects: RefCell::default(),
    };
    let judged = vector.judge(bound.evaluate(node, &surroundings), &surroundings);
    // What stands where it is never reached does no harm.
    let defects = surroundings.defects.take();
    let unknown = defects.iter().find(|defect| defect.code == "expression.unknown_function");
    judged.map_err(|got| unknown.map_or(Miss::Failed(got), unsupported))
}

#[cfg(test)]
mod tests;
