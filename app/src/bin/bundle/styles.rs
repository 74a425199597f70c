//! The stylesheets of all screens and of each part, from the files that stand beside what they dress, in an order fixed here.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use app::Part;
use lightningcss::error::{Error, ParserError};
use lightningcss::media_query::MediaList;
use lightningcss::rules::{CssRule, CssRuleList};
use lightningcss::stylesheet::{ParserFlags, ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::traits::ToCss;

/// Where widths have their names.
const WIDTHS: &str = "ui/tokens.css";

/// What all screens are made of, what stands around them, and the screens that are everybody's.
const EVERYWHERE: [&str; 12] = [
    WIDTHS,
    "ui/ground.css",
    "shell/shell.css",
    "ui/notice.css",
    "ui/button.css",
    "ui/field.css",
    "ui/card.css",
    "ui/progress.css",
    "ui/dialog.css",
    "ui/search_field.css",
    "ui/host.css",
    "screen/screen.css",
];

/// The interviewer's screens.
const FIELD: [&str; 10] = [
    "field/field.css",
    "field/advice.css",
    "field/board/board.css",
    "field/board/drafts.css",
    "field/interview/screen/interview.css",
    "field/interview/screen/question.css",
    "field/interview/screen/units.css",
    "field/interview/screen/jump.css",
    "field/interview/screen/review.css",
    "field/outbox/outbox.css",
];

/// The office's screens; what comes out on paper last.
const OFFICE: [&str; 19] = [
    "ui/drop.css",
    "ui/file_view.css",
    "ui/adjusted.css",
    "office/frame/frame.css",
    "office/frame/table.css",
    "office/frame/panel.css",
    "office/frame/head.css",
    "office/fieldwork/fieldwork.css",
    "office/ballots/ballots.css",
    "office/ballot/ballot.css",
    "office/survey/causes.css",
    "office/survey/points.css",
    "office/index/index.css",
    "office/appraisal/appraisal.css",
    "office/accounts/accounts.css",
    "office/accounts/slips.css",
    "office/campaigns/campaigns.css",
    "office/phases/phases.css",
    "office/frame/paper.css",
];

/// The screens of a unit's desk.
const DESK: [&str; 8] = [
    "ui/drop.css",
    "ui/file_view.css",
    "ui/adjusted.css",
    "desk/desk.css",
    "desk/year/year.css",
    "desk/leaves/leaves.css",
    "desk/leaf/leaf.css",
    "desk/leaf/file.css",
];

/// The clerk's.
const KEYING: [&str; 3] = ["keying/keying.css", "keying/screen/bar.css", "keying/screen/sheet.css"];

/// What all screens need, in one text, as small as it prints.
pub fn everywhere(source: &Path) -> Result<String> {
    join(&read(source, &EVERYWHERE)?)
}

/// What the screens of a part need besides.
pub fn of(part: Part, source: &Path) -> Result<String> {
    let files: &[&str] = match part {
        Part::Tablet => &FIELD,
        Part::Office => &OFFICE,
        Part::Desk => &DESK,
        Part::Keying => &KEYING,
    };
    // It names the widths that all screens name.
    let mut texts = read(source, &[WIDTHS])?;
    for (_, text) in &mut texts {
        let named: Vec<_> = text.lines().filter(|line| line.starts_with("@custom-media")).collect();
        *text = named.join("\n");
    }
    texts.extend(read(source, files)?);
    join(&texts)
}

/// What guides need besides.
pub fn of_guides(folder: &Path) -> Result<String> {
    join(&read(folder, &["guide.css"])?)
}

fn read(source: &Path, files: &[&str]) -> Result<Vec<(String, String)>> {
    let read = |name: &&str| -> Result<(String, String)> {
        let text = fs::read_to_string(source.join(name)).with_context(|| (*name).to_owned())?;
        Ok(((*name).to_owned(), text))
    };
    files.iter().map(read).collect()
}

/// Named texts in one. Nothing is merged or left out: lightningcss's own `minify` drops the older of two values, which is
/// there for older browsers, and what it gives is no smaller once it is compressed.
fn join(texts: &[(String, String)]) -> Result<String> {
    let mut rules = Vec::new();
    for (name, text) in texts {
        let options = ParserOptions {
            filename: name.clone(),
            flags: ParserFlags::CUSTOM_MEDIA,
            ..ParserOptions::default()
        };
        rules.extend(StyleSheet::parse(text, options).map_err(fault)?.rules.0);
    }
    let rules = CssRuleList(with_widths(rules)?);
    let sheet = StyleSheet::new(Vec::new(), rules, ParserOptions::default());
    Ok(sheet.to_css(small()).map_err(|error| anyhow!("{error}"))?.code)
}

/// What is wrong and where. The parser counts lines from 0 and shows them so.
fn fault(error: Error<ParserError>) -> anyhow::Error {
    let at =
        error.loc.map_or_else(String::new, |at| format!("{}:{}:{}: ", at.filename, at.line + 1, at.column));
    anyhow!("{at}{}", error.kind)
}

/// Puts what `@custom-media` defines where it is named, as no browser does that yet.
fn with_widths(rules: Vec<CssRule>) -> Result<Vec<CssRule>> {
    let mut widths: HashMap<String, MediaList> = HashMap::new();
    let mut rest = Vec::new();
    for rule in rules {
        match rule {
            CssRule::CustomMedia(named) => {
                let name = named.name.0.to_string();
                ensure!(widths.insert(name.clone(), named.query).is_none(), "{name} is defined twice");
            }
            other => rest.push(other),
        }
    }
    for rule in &mut rest {
        let CssRule::Media(media) = rule else { continue };
        let query = media.query.to_css_string(small())?;
        let name = query.strip_prefix('(').and_then(|query| query.strip_suffix(')'));
        if let Some(name) = name.filter(|name| name.starts_with("--")) {
            media.query = widths.get(name).with_context(|| format!("no @custom-media {name}"))?.clone();
        } else {
            ensure!(!query.contains("--"), "@media {query}: a width that has a name stands alone");
        }
    }
    Ok(rest)
}

fn small() -> PrinterOptions<'static> {
    PrinterOptions { minify: true, ..PrinterOptions::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(texts: &[&str]) -> Result<String> {
        let name = |(i, text): (usize, &&str)| (format!("{i}.css"), (*text).to_owned());
        join(&texts.iter().enumerate().map(name).collect::<Vec<_>>())
    }

    #[test]
    fn comments_and_blank_lines_do_not_travel_and_files_keep_their_order() {
        let all = joined(&["/* a */\n.b {\n  color: red; /* c */\n}\n\n", "a { color: blue }"]).unwrap();
        assert_eq!(all, ".b{color:red}a{color:#00f}");
    }

    #[test]
    fn a_comment_sign_in_an_address_or_a_string_is_none() {
        let all = joined(&["a { background: url(\"/a/*b\") }\nb { content: \"/*\"; color: red }"]).unwrap();
        assert_eq!(all, "a{background:url(/a/*b)}b{content:\"/*\";color:red}");
    }

    #[test]
    fn a_value_for_older_browsers_stays_before_the_newer_one() {
        let all = joined(&["a { height: 100vh; height: 100dvh }"]).unwrap();
        assert_eq!(all, "a{height:100vh;height:100dvh}");
    }

    #[test]
    fn a_width_goes_by_its_name() {
        let tokens = "@custom-media --phone (max-width: 44rem);";
        let all = joined(&[tokens, "@media (--phone) { a { color: red } }"]).unwrap();
        assert_eq!(all, "@media (width<=44rem){a{color:red}}");
        for wrong in ["@media (--desk) { a { top: 0 } }", "@media print and (--phone) { a { top: 0 } }"] {
            joined(&[tokens, wrong]).unwrap_err();
        }
        joined(&[tokens, tokens]).unwrap_err();
    }

    #[test]
    fn a_fault_is_told_with_its_file_and_line() {
        let told = joined(&["a { top: 0 }", "\na { top: 0 }}"]).unwrap_err().to_string();
        assert!(told.contains("1.css:2:"), "{told}");
    }

    #[test]
    fn every_stylesheet_is_in_a_part_once_and_asks_for_widths_by_name() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let lists = [&EVERYWHERE[..], &FIELD, &OFFICE, &DESK, &KEYING];
        for own in &lists[1..] {
            let mut loaded = [&EVERYWHERE[..], own].concat();
            loaded.sort_unstable();
            assert!(loaded.is_sorted_by(|one, next| one < next), "what is loaded is loaded once: {loaded:?}");
        }
        let mut listed: Vec<_> = lists.concat().iter().map(|name| source.join(name)).collect();
        let (mut there, mut folders) = (Vec::new(), vec![source]);
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "css") {
                    let text = fs::read_to_string(&path).unwrap();
                    let unnamed =
                        text.lines().find(|line| line.starts_with("@media") && line.contains("rem"));
                    assert_eq!(unnamed, None, "{}: a width has a name in ui/tokens.css", path.display());
                    there.push(path);
                }
            }
        }
        listed.sort();
        listed.dedup();
        there.sort();
        assert_eq!(listed, there, "each stylesheet stands in a list");
    }
}
