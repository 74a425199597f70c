//! Holds the expression language against vectors captured from ODK's own engine, where they are at hand.
//!
//! They are not part of the project: the test looks for them at `../shared/oracle` beside the repository, or where
//! PARINDEX_ORACLE says, and says loudly that it is skipped where they are not.

use std::fs;
use std::path::PathBuf;

use jiff::tz::Offset;
use serde_json::Value as Json;
use shared::form::Moment;
use shared::form::expr::{Scope, Value, parse};

/// So many vectors use nothing but what is understood; fewer would mean that something is no longer read.
const MINIMUM: usize = 1000;

/// Where we do otherwise, and why.
const DIVERGENCES: [(&str, &str, &str); 8] = [
    ("string", r#"number("1970-01-01")"#, CUT),
    ("string", r#"number("1970-01-02")"#, CUT),
    ("string", r#"number("1969-12-31")"#, CUT),
    ("string", r#"number("2008-09-05")"#, CUT),
    ("string", r#"number("1941-12-07")"#, CUT),
    ("string", r#"number("2026-08-27T08:27:00.000+07:00")"#, CUT),
    ("string", r#"number("2026-10-28T19:23:00.000+07:00")"#, CUT),
    (
        "number",
        r#"int("7.922021953507237e-12")"#,
        "XPath knows no exponents; the same engine's number() neither",
    ),
];

const CUT: &str =
    "cut to whole days only where its text is asked for; the vectors of kind number have the fraction";

/// The vectors were captured in Phoenix, on this day.
struct Captured;

impl Scope for Captured {
    fn reference(&self, _: usize) -> Value {
        unreachable!("vectors have no references")
    }
    fn itself(&self) -> Value {
        unreachable!("vectors with a context are left out")
    }
    fn position(&self) -> usize {
        unreachable!("vectors with a context are left out")
    }
    fn now(&self) -> Moment {
        Moment { at: "2026-11-22T12:00:00-07:00".parse().expect("a time"), offset: Offset::constant(-7) }
    }
}

fn vectors() -> Option<Json> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/oracle");
    let folder = std::env::var_os("PARINDEX_ORACLE").map_or(beside, PathBuf::from);
    let text = fs::read_to_string(folder.join("xpath_vectors.json")).ok()?;
    Some(serde_json::from_str(&text).expect("the vectors are JSON"))
}

/// Whether the value is what the vector expects; none where the vector asks for what is not judged here.
fn agrees(value: &Value, vector: &Json) -> Option<bool> {
    let expected = &vector["expected"];
    let number = || value.number(Offset::constant(-7));
    Some(match vector["kind"].as_str()? {
        "boolean" => value.boolean() == expected.as_bool()?,
        "string" => value.text() == expected.as_str()?,
        "number" => match expected {
            // The sign of zero is not seen in any text.
            Json::String(name) => Value::Number(number()).text() == name.replace("-0", "0"),
            _ => is_near(number(), expected.as_f64()?),
        },
        "number-rounded" => (number() - expected.as_f64()?).abs() <= 1.0 / vector["factor"].as_f64()?,
        "string-length" => value.text().chars().count() as u64 == expected.as_u64()?,
        _ => return None,
    })
}

/// Equal but for the last binary digits.
fn is_near(number: f64, expected: f64) -> bool {
    (number - expected).abs() <= 1e-12 * expected.abs().max(1.0)
}

#[test]
fn expressions_give_what_odk_gives() {
    let Some(file) = vectors() else {
        eprintln!(
            "SKIPPED: no oracle at ../shared/oracle, the expression language was not held against ODK's"
        );
        return;
    };
    let (mut run, mut divergent, mut wrong) = (0, 0, Vec::new());
    for vector in file["vectors"].as_array().expect("vectors") {
        let (text, kind) = (vector["expr"].as_str().expect("expr"), &vector["kind"]);
        let Ok(expr) = parse(text) else { continue };
        let bare = !expr.reads_itself() && !expr.reads_position() && expr.references().is_empty();
        // Upstream itself misses those that it marks.
        if !bare || vector["status"] == "fails" {
            continue;
        }
        let value = expr.evaluate(&Captured);
        let Some(right) = agrees(&value, vector) else { continue };
        if DIVERGENCES.iter().any(|(of, expr, _)| kind == of && text == *expr) && !right {
            divergent += 1;
            continue;
        }
        run += 1;
        if !right {
            wrong.push(format!("{text} is {value:?}, not the {kind} {}", vector["expected"]));
        }
    }
    assert!(wrong.is_empty(), "{} of {run} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(run >= MINIMUM, "only {run} vectors were run");
    assert_eq!(divergent, DIVERGENCES.len(), "a divergence is no longer one: take it off the list");
    eprintln!("{run} vectors of ODK's engine agree, {divergent} differ for a reason");
}
