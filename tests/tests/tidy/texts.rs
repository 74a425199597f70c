//! Every visible text comes from the message catalogue, and every key that the code names is in it.

use std::collections::BTreeSet;

use shared::message::{Language, keys};

use crate::source::{none, sources};

/// The string literals of a line of code; escapes other than `\"` do not matter here.
fn literals(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(start) = rest.find('"') {
        let after = &rest[start + 1..];
        let Some(end) =
            after.char_indices().find(|(i, c)| *c == '"' && !after[..*i].ends_with('\\')).map(|(i, _)| i)
        else {
            break;
        };
        found.push(&after[..end]);
        rest = &after[end + 1..];
    }
    found
}

#[test]
fn no_vietnamese_stands_in_the_code() {
    let mut found = Vec::new();
    for source in sources(&["app/src/", "server/src/", "shared/src/"]) {
        for (number, line) in source.code() {
            // The name of the sheet that the package format itself prescribes is data, as are the language names.
            let letters = |text: &&str| text.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
            for text in literals(line)
                .into_iter()
                .filter(letters)
                .filter(|text| !["Hướng dẫn", "Tiếng Việt"].contains(text))
            {
                found.push(format!("{}:{number} {text:?}", source.path));
            }
        }
    }
    none("visible text belongs into shared/src/message", found);
}

#[test]
fn every_key_named_in_the_code_is_in_the_catalogue() {
    let known: BTreeSet<&str> = keys(Language::Vi).collect();
    let rooms: BTreeSet<&str> =
        known.iter().filter_map(|key| key.split_once('.')).map(|(room, _)| room).collect();
    let is_key = |text: &str| {
        let mut parts = text.split('.');
        let room = parts.next().unwrap_or("");
        rooms.contains(room)
            && text.contains('.')
            && parts.all(|part| {
                !part.is_empty()
                    && part
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b))
            })
    };
    let (mut named, mut missing) = (0, Vec::new());
    for source in sources(&["app/src/", "server/src/", "shared/src/"]) {
        for (number, line) in source.code() {
            for text in literals(line) {
                let problem = (line.contains("Problem::new(\"") && text.contains('.'))
                    .then(|| format!("problem.{text}"));
                let key = problem.unwrap_or_else(|| text.to_owned());
                if is_key(&key) {
                    named += 1;
                    if !known.contains(key.as_str()) {
                        missing.push(format!("{}:{number} {key}", source.path));
                    }
                }
            }
        }
    }
    assert!(named > 500, "only {named} keys found: does the test still see them?");
    none("not in the catalogue", missing);
}
