//! What went wrong, as a code and parameters: the text is made at the edge, in the reader's language.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A problem that a person can act on. Its text is the catalogue's `problem.<code>` with the parameters filled in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// A stable name in snake case with dots, such as `ballot.undecodable`.
    pub code: String,
    /// The values that the text names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
}

impl Problem {
    /// A problem without parameters.
    pub fn new(code: &str) -> Self {
        Self { code: code.to_owned(), params: BTreeMap::new() }
    }

    /// The same problem with one parameter more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)?;
        self.params.iter().try_for_each(|(name, value)| write!(f, " {name}={value}"))
    }
}

impl std::error::Error for Problem {}

/// Where in a package or an input file a fault stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Location {
    /// The file inside the package, such as `forms/P1.xlsx`.
    pub file: String,
    /// The sheet; absent where the file has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The row (or line) as people count it: the first is 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The head of the column, or a letter where there is no head.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The id of the ballot that the line holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ballot: Option<String>,
}

/// A fault in an input: what, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Where the fault stands.
    pub at: Location,
    /// What the fault is.
    pub problem: Problem,
    /// Whether it keeps the input from being used.
    #[serde(default, skip_serializing_if = "Level::is_fault")]
    pub level: Level,
}

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The input is refused.
    #[default]
    Fault,
    /// The input is used as it is; a person should look.
    Warning,
}

impl Level {
    fn is_fault(&self) -> bool {
        *self == Self::Fault
    }
}

impl Diagnostic {
    /// What the input is refused for.
    pub fn fault(at: Location, problem: Problem) -> Self {
        Self { at, problem, level: Level::Fault }
    }

    /// What a person should look at.
    pub fn warning(at: Location, problem: Problem) -> Self {
        Self { at, problem, level: Level::Warning }
    }

    /// Whether the input is refused for it.
    pub fn is_fault(&self) -> bool {
        self.level.is_fault()
    }
}

/// Diagnostics of one kind in one column of one sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultKind {
    /// How many.
    pub n: usize,
    /// The first of them; there is always one.
    pub first: Vec<Diagnostic>,
}

impl FaultKind {
    /// A kind, with at most so many of it.
    pub fn of(kind: &[&Diagnostic], most: usize) -> Self {
        Self { n: kind.len(), first: kind.iter().take(most).map(|it| (*it).clone()).collect() }
    }

    /// Whether the input is refused for them.
    pub fn is_fault(&self) -> bool {
        self.first.iter().any(Diagnostic::is_fault)
    }
}

/// Diagnostics by kind, in the order in which the kinds begin.
pub fn kinds(diagnostics: &[Diagnostic]) -> Vec<Vec<&Diagnostic>> {
    let mut kinds: Vec<Vec<&Diagnostic>> = Vec::new();
    let mut known = BTreeMap::new();
    for it in diagnostics {
        // A file of lines has no columns: there the question stands for them.
        let question = it.problem.params.get("question").filter(|_| it.at.sheet.is_none());
        // A row of the store has no number: each is named by its ballot.
        let ballot = it.at.ballot.as_ref().filter(|_| it.at.row.is_none());
        // So many ballots of one version, so many of another: whoever reads it knows which packages are missing.
        let version = it.problem.params.get("form").zip(it.problem.params.get("version"));
        let at = (&it.at.file, &it.at.sheet, &it.at.column, ballot);
        let kind = (at, &it.problem.code, it.level, question, version.filter(|_| it.at.sheet.is_none()));
        let index = *known.entry(kind).or_insert(kinds.len());
        if index == kinds.len() {
            kinds.push(Vec::new());
        }
        kinds[index].push(it);
    }
    kinds
}
