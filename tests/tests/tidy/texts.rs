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

/// What the code says in quotes, also inside other quotes: where, and the words. A code of a problem has its room before it.
fn named() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for source in sources(&["app/src/", "server/src/", "shared/src/"]) {
        let mut before = "";
        for (number, line) in source.code() {
            for text in literals(line) {
                let bare = text.replace("\\\"", "\"");
                let inner = literals(&bare).into_iter().map(str::to_owned);
                found.extend(inner.map(|text| (format!("{}:{number}", source.path), text)));
                let code = line.contains(&format!("Problem::new(\"{text}\""))
                    || before.trim_end().ends_with("Problem::new(") && line.trim_start().starts_with('"');
                let text = if code { format!("problem.{text}") } else { text.to_owned() };
                found.push((format!("{}:{number}", source.path), text));
            }
            before = line;
        }
    }
    found
}

#[test]
fn every_key_named_in_the_code_is_in_the_catalogue() {
    let known: BTreeSet<&str> = keys(Language::Vi).collect();
    let rooms: BTreeSet<&str> =
        known.iter().filter_map(|key| key.split_once('.')).map(|(room, _)| room).collect();
    let part = |part: &str| {
        let sign = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b);
        !part.is_empty() && part.bytes().all(sign)
    };
    let is_key = |text: &str| {
        text.split_once('.').is_some_and(|(room, rest)| rooms.contains(room) && rest.split('.').all(part))
    };
    let (keys, hyphens): (Vec<_>, Vec<_>) =
        named().into_iter().filter(|(_, text)| is_key(text)).partition(|(_, key)| !key.contains('-'));
    assert!(keys.len() > 500 && hyphens.len() > 200, "does the test still see {} keys?", keys.len());
    let missing = keys.into_iter().chain(hyphens).filter(|(_, key)| !known.contains(key.as_str()));
    none("not in the catalogue", missing.map(|(at, key)| format!("{at} {key}")).collect());
}

/// A key is named whole, as a problem's code, or by how it begins, before what is put in.
#[test]
fn every_text_of_the_catalogue_is_named_in_the_code() {
    let named: BTreeSet<String> = named().into_iter().map(|(_, text)| text).collect();
    let begins: Vec<&str> = named
        .iter()
        .filter_map(|text| text.split_once('{').map(|(before, _)| before.trim_start_matches("problem.")))
        .filter(|before| before.contains('.') && !before.starts_with(['.', ' ']))
        .collect();
    let is_named = |key: &str| {
        let key = key.strip_suffix(".one").unwrap_or(key);
        let code = key.strip_prefix("problem.").unwrap_or(key);
        named.contains(key) || named.contains(code) || begins.iter().any(|before| code.starts_with(before))
    };
    let idle = keys(Language::Vi).filter(|key| !is_named(key));
    none("no code shows this text", idle.map(str::to_owned).collect());
}

/// Where the code of the app stands, the first that fits, and the rooms of texts that are not there: which campaigns the
/// server does not know, and one's own password, stand on screens of more than one part.
const WITHOUT: [(&str, &[&str]); 9] = [
    ("app/src/ui/", NEITHER),
    ("app/src/screen/", NEITHER),
    ("app/src/shell/", NEITHER),
    ("app/src/office/unknown.rs", NEITHER),
    ("app/src/office/accounts/password.rs", NEITHER),
    (
        "app/src/field/",
        &["admin", "appraisal", "assessment", "desk", "office", "package", "packages", "phases", "server"],
    ),
    ("app/src/office/", &["desk", "field", "kept", "keying", "server"]),
    (
        "app/src/keying/",
        &[
            "admin",
            "appraisal",
            "assessment",
            "desk",
            "field",
            "kept",
            "office",
            "package",
            "packages",
            "phases",
            "server",
        ],
    ),
    ("app/src/desk/", &["admin", "appraisal", "field", "office", "package", "packages", "phases", "server"]),
];
const NEITHER: &[&str] = &[
    "admin",
    "appraisal",
    "assessment",
    "desk",
    "field",
    "keying",
    "office",
    "package",
    "packages",
    "phases",
    "server",
];

#[test]
fn each_part_of_the_app_shows_texts_that_it_has() {
    let placed = named().into_iter().filter_map(|(place, text)| {
        let (_, without) = WITHOUT.iter().find(|(folder, _)| place.starts_with(folder))?;
        Some((place, text, without))
    });
    let (lacking, shown): (Vec<_>, Vec<_>) = placed
        .filter(|(_, text, _)| text.contains('.'))
        .partition(|(_, text, without)| without.iter().any(|room| text.starts_with(&format!("{room}."))));
    assert!(shown.len() > 300, "does the test still see the {} texts?", shown.len());
    let lacking = lacking.into_iter().map(|(place, text, _)| format!("{place} {text}"));
    none("a text that more than one part shows stands in common", lacking.collect());
}

/// In the app that tablets load `Debug` writes nothing: two keys of a list would be one, and a sentence would lack its word.
#[test]
fn nothing_is_shown_or_kept_as_debug_writes_it() {
    let sources = sources(&["app/src/", "shared/src/"]);
    // One is of tests alone, as its parent says.
    let sources = sources.iter().filter(|source| !source.path.ends_with("done_again/histories.rs"));
    let written = sources.flat_map(|source| {
        let lines = source.code().filter(|(_, line)| line.contains(":?}") || line.contains(":#?}"));
        // What a failed assertion would say is not there either.
        let lines = lines.filter(|(_, line)| !line.contains("assert"));
        lines.map(|(number, _)| format!("{}:{number}", source.path))
    });
    none("the app's Debug writes nothing (bundle/compile)", written.collect());
}
