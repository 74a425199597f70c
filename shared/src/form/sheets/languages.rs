//! Texts that a language lacks, and languages that say no code.

use std::collections::BTreeSet;

use super::grid::Grid;
use crate::problem::Problem;
use crate::sheet::Faults;

const SURVEY: [&str; 9] = [
    "label",
    "hint",
    "guidance_hint",
    "image",
    "big-image",
    "audio",
    "video",
    "jr:constraintMsg",
    "jr:requiredMsg",
];
const CHOICES: [&str; 5] = ["label", "image", "big-image", "audio", "video"];

/// The columns with texts, each with its language; none where the head names no language.
fn columns<'a>(grid: &'a Grid, is_survey: bool) -> Vec<(&'a str, Option<&'a str>)> {
    let known: &[&str] = if is_survey { &SURVEY } else { &CHOICES };
    let column = |tokens: &'a Vec<String>| {
        let path: Vec<&str> = tokens.iter().map(String::as_str).collect();
        let path = match &path[..] {
            ["media" | "bind", rest @ ..] => rest,
            path => path,
        };
        let name = path.first().filter(|name| known.contains(name))?;
        (path.len() <= 2).then(|| (*name, path.get(1).copied()))
    };
    grid.tokens.iter().filter_map(column).collect()
}

/// Whether a sheet has texts in a language that it names.
pub(super) fn has_any(grid: &Grid, is_survey: bool) -> bool {
    columns(grid, is_survey).iter().any(|(_, language)| language.is_some_and(|it| it != "default"))
}

/// Warns of each language that lacks a column which another has, and of languages without a code.
pub(super) fn check(grid: &Grid, is_survey: bool, faults: &mut Faults) {
    let columns = columns(grid, is_survey);
    let names: BTreeSet<&str> = columns.iter().map(|(name, _)| *name).collect();
    let languages: BTreeSet<&str> =
        columns.iter().map(|(_, language)| language.unwrap_or("default")).collect();
    if languages.iter().any(|language| *language != "default") {
        for language in &languages {
            let has = |name: &&str| {
                columns.iter().any(|(it, of)| it == name && of.unwrap_or("default") == *language)
            };
            let lacking: Vec<&str> = names.iter().copied().filter(|name| !has(name)).collect();
            if !lacking.is_empty() {
                let problem = Problem::new("xlsform.language_lacks")
                    .with("language", language)
                    .with("columns", lacking.join(", "));
                faults.warn(grid.page.at.clone(), problem);
            }
        }
    }
    for (head, tokens) in grid.page.heads.iter().zip(&grid.tokens) {
        let language = tokens.last().filter(|_| tokens.len() > 1);
        let is_text = columns.iter().any(|(_, of)| *of == language.map(String::as_str) && of.is_some());
        if let Some(language) =
            language.filter(|language| is_text && *language != "default" && !has_code(language))
        {
            faults
                .warn(grid.page.spot(1, head), Problem::new("xlsform.language_code").with("value", language));
        }
    }
}

/// `English (en)`.
fn has_code(language: &str) -> bool {
    let code = language.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).map(|(_, code)| code);
    code.is_some_and(|code| {
        let main = code.split('-').next().unwrap_or_default();
        (2..=8).contains(&main.len()) && main.bytes().all(|sign| sign.is_ascii_alphabetic())
    })
}
