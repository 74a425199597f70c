//! A sheet by its heads: `label::English` is a column of label, `relevance` one of bind.

use std::collections::BTreeSet;

use super::alias::Kind;
use super::page::{Page, spaced};
use super::value::{Map, Value};
use crate::problem::{Location, Problem};
use crate::sheet::Faults;

/// A sheet whose heads are understood.
#[derive(Debug)]
pub(super) struct Grid {
    /// The page, of whose texts only those are kept that refer to others.
    pub page: Page,
    /// What each head stands for.
    pub tokens: Vec<Vec<String>>,
    pub records: Vec<Record>,
}

/// A row by its columns.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub number: u32,
    pub cells: Map,
}

impl Grid {
    /// Reads the heads and the rows. `language` is that of texts whose head names none; `spaces` makes blanks on end one.
    pub fn of(mut page: Page, kind: Kind, language: &str, spaces: bool, faults: &mut Faults) -> Self {
        let double = page.heads.iter().any(|head| head.contains("::"));
        let mut tokens: Vec<Vec<String>> = Vec::new();
        for head in &page.heads {
            let (name, path) = understood(head, kind, double);
            if let Some(other) = tokens.iter().position(|known| *known == path)
                && name.as_deref() != Some(head)
            {
                let problem = Problem::new("xlsform.heads_same").with("other", &page.heads[other]);
                faults.note(page.spot(1, head), problem);
            }
            tokens.push(path);
        }
        // What stands in a plain column beside those of languages comes last: it must not be overwritten by that of the first.
        let nested: BTreeSet<&str> =
            tokens.iter().filter(|path| path.len() > 1).map(|path| path[0].as_str()).collect();
        let beside: Vec<bool> =
            tokens.iter().map(|path| path.len() == 1 && nested.contains(path[0].as_str())).collect();
        let record = |line: &super::page::Line| {
            let mut cells = Map::default();
            let (plain, others): (Vec<_>, Vec<_>) = line.texts.iter().partition(|(head, _)| beside[*head]);
            for (head, text) in others.into_iter().chain(plain) {
                let path = &tokens[*head];
                let text = straightened(&if spaces { spaced(text.trim()) } else { text.clone() });
                if let [name, rest @ ..] = &path[..] {
                    cells.merge(name, Value::nested(rest, text), language);
                }
            }
            Record { number: line.number, cells }
        };
        let mut records = Vec::with_capacity(page.lines.len());
        for mut line in std::mem::take(&mut page.lines) {
            records.push(record(&line));
            line.texts.retain(|(_, text)| text.contains("${"));
            if !line.texts.is_empty() {
                page.lines.push(line);
            }
        }
        Self { page, tokens, records }
    }

    /// Where a column of a row is: the first that stands for this path, or the path's last name.
    pub fn at(&self, row: u32, path: &[&str]) -> Location {
        let stands = |tokens: &&Vec<String>| {
            path.iter().enumerate().all(|(i, name)| tokens.get(i).is_some_and(|it| it == name))
        };
        let head =
            self.tokens.iter().position(|tokens| stands(&tokens)).map(|at| self.page.heads[at].as_str());
        let name = spoken(path.last().copied().unwrap_or_default());
        self.page.spot(row, head.unwrap_or(name))
    }

    /// Notes that a column is not there.
    pub fn require(&self, name: &str, faults: &mut Faults) {
        if !self.tokens.iter().any(|tokens| tokens.first().is_some_and(|first| first == name)) {
            faults.note(self.page.spot(1, name), Problem::new("column.missing"));
        }
    }
}

/// What the heads of a sheet are called, however they are written.
#[derive(Clone, Copy, Debug)]
pub(in crate::form) struct Heads {
    kind: Kind,
    double: bool,
}

impl Heads {
    /// Of a sheet with these heads.
    pub fn of<'h>(kind: Kind, mut heads: impl Iterator<Item = &'h str>) -> Self {
        Self { kind, double: heads.any(|head| head.contains("::")) }
    }

    /// The one name of a head, and what it says besides: a language, or what of a bind or an element it means.
    pub fn called(self, head: &str) -> (String, Option<String>) {
        let (_, path) = understood(head, self.kind, self.double);
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let (name, rest) = match &path[..] {
            ["bind", name, rest @ ..] if BOUND.contains(name) => (spoken(name), rest),
            ["control", name @ ("appearance" | "jr:count"), rest @ ..] => (spoken(name), rest),
            ["media", name, rest @ ..] => (*name, rest),
            [name, rest @ ..] => (spoken(name), rest),
            [] => ("", &[][..]),
        };
        (name.to_lowercase(), (!rest.is_empty()).then(|| rest.join("::")))
    }
}

/// What of a bind has a column of its own.
const BOUND: [&str; 8] = [
    "relevant",
    "required",
    "constraint",
    "readonly",
    "calculate",
    "jr:constraintMsg",
    "jr:requiredMsg",
    "entities:saveto",
];

/// What people call a column.
fn spoken(name: &str) -> &str {
    match name {
        "calculate" => "calculation",
        "jr:constraintMsg" => "constraint_message",
        "jr:requiredMsg" => "required_message",
        "jr:count" => "repeat_count",
        "entities:saveto" => "save_to",
        "list name" => "list_name",
        "title" => "form_title",
        "id_string" => "form_id",
        name => name,
    }
}

/// The name that a head is known by, where it is one name, and the path that it stands for.
fn understood(head: &str, kind: Kind, double: bool) -> (Option<String>, Vec<String>) {
    for name in [head.to_owned(), snake(head)] {
        if kind.has(&name) && kind.alias(&name).is_none() {
            return (Some(name.clone()), vec![name]);
        }
    }
    let mut tokens: Vec<String> = if double || head.contains("::") {
        head.split("::").map(|token| token.trim().to_owned()).collect()
    } else {
        head.split(':').map(|token| token.trim().to_owned()).collect()
    };
    if !double
        && let Some(at) = tokens.iter().position(|token| token == "jr")
        && at + 1 < tokens.len()
    {
        let name = tokens.remove(at + 1);
        tokens[at] = format!("jr:{name}");
    }
    let first = snake(&tokens[0]);
    if let Some(alias) = kind.alias(&first) {
        let name = if let [only] = alias { Some((*only).to_owned()) } else { None };
        tokens.splice(..1, alias.iter().map(|it| (*it).to_owned()));
        (name, tokens)
    } else if kind.has(&first) {
        tokens[0].clone_from(&first);
        (Some(first), tokens)
    } else {
        // Filters of choices name such columns as they are written.
        (Some(head.to_owned()), tokens)
    }
}

fn snake(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join("_").to_lowercase()
}

/// Quotes as programs take them; Word and Excel bend them.
fn straightened(text: &str) -> String {
    text.replace(['\u{2018}', '\u{2019}'], "'").replace(['\u{201c}', '\u{201d}'], "\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_known_by_what_they_stand_for() {
        for (head, double, path) in [
            ("label", false, &["label"][..]),
            ("Label", false, &["label"]),
            ("caption", false, &["label"]),
            ("label::English (en)", true, &["label", "English (en)"]),
            ("label:English", false, &["label", "English"]),
            ("label:English", true, &["label:English"]),
            ("repeat count", false, &["control", "jr:count"]),
            ("jr:count", false, &["control", "jr:count"]),
            ("bind::jr:constraintMsg", true, &["bind", "jr:constraintMsg"]),
            ("media::image::vi", true, &["media", "image", "vi"]),
            ("Required Message::vi", true, &["bind", "jr:requiredMsg", "vi"]),
            ("My own", false, &["My own"]),
            ("body::accuracyThreshold", true, &["control", "accuracyThreshold"]),
        ] {
            assert_eq!(understood(head, Kind::Survey, double).1, path, "{head}");
        }
    }
}
