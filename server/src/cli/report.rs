//! How a command says what went wrong: on stderr for people, or as JSON for scripts.

use std::process::ExitCode;

use shared::message::{self, Language};
use shared::problem::{Diagnostic, Location, Problem};

use crate::folder::NoFile;
use crate::service::Error;
use crate::start::StartError;
use crate::store::StoreError;

/// Why a command did not do it. All of them exit with 1; wrong use is clap's, and exits with 2.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The input is wrong; where and how.
    #[error("the input is wrong")]
    Input {
        /// All that is wrong.
        diagnostics: Vec<Diagnostic>,
        /// Whether to say it as JSON.
        json: bool,
    },
    /// What was asked for cannot be done.
    #[error("{0}")]
    Refused(Problem),
    /// It went wrong on the way.
    #[error(transparent)]
    Failed(#[from] anyhow::Error),
}

impl Failure {
    /// Says it, and gives the exit status.
    pub fn report(&self, language: Language) -> ExitCode {
        match self {
            Self::Input { diagnostics, json: true } => {
                println!(
                    "{:#}",
                    serde_json::Value::from_iter(diagnostics.iter().map(|it| json(language, it)))
                );
            }
            Self::Input { diagnostics, json: false } => {
                for Diagnostic { at, problem } in diagnostics {
                    eprintln!("{}: {}", place(language, at), message::problem(language, problem));
                }
            }
            Self::Refused(problem) => eprintln!("{}", message::problem(language, problem)),
            Self::Failed(cause) => eprintln!("{cause:#}"),
        }
        ExitCode::FAILURE
    }
}

/// `forms/P1.xlsx, sheet survey, row 12, column relevant`, as far as it is known.
fn place(language: Language, at: &Location) -> String {
    let row = at.row.map(|row| row.to_string());
    let row_key = if at.sheet.is_some() { "package.at_row" } else { "package.at_line" };
    let parts = [
        ("package.at_sheet", "sheet", at.sheet.as_deref()),
        (row_key, "row", row.as_deref()),
        ("package.at_column", "column", at.column.as_deref()),
    ];
    let mut place = at.file.clone();
    for (key, name, value) in parts {
        if let Some(value) = value {
            place.push_str(", ");
            place.push_str(&message::text(language, key, &[(name, value)]));
        }
    }
    place
}

/// A diagnostic with its text beside it.
fn json(language: Language, diagnostic: &Diagnostic) -> serde_json::Value {
    let Diagnostic { at, problem } = diagnostic;
    serde_json::json!({ "at": at, "problem": problem, "text": message::problem(language, problem) })
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(_, problem) => Self::Refused(problem),
            Error::Faults(diagnostics) => Self::Input { diagnostics, json: false },
            Error::Store(error) => error.into(),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Foreign(log) => {
                Self::Refused(Problem::new("data.foreign_log").with("file", log.display()))
            }
            StoreError::Damaged(cause) => Self::Refused(Problem::new("data.damaged").with("cause", cause)),
            error => Self::Failed(error.into()),
        }
    }
}

impl From<StartError> for Failure {
    fn from(error: StartError) -> Self {
        match error {
            StartError::InUse(folder) => Self::Refused(Problem::new("data.in_use").with("folder", folder)),
            StartError::Store(error) => error.into(),
            StartError::Data(_, error) if error.get_ref().is_some_and(|it| it.is::<NoFile>()) => error.into(),
            error => Self::Failed(error.into()),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        match error.get_ref().and_then(|inner| inner.downcast_ref::<NoFile>()) {
            Some(NoFile(file)) => Self::Refused(Problem::new("data.no_file").with("file", file.display())),
            None => Self::Failed(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(sheet: Option<&str>, column: Option<&str>) -> Diagnostic {
        let at = Location {
            file: "a.xlsx".into(),
            sheet: sheet.map(str::to_owned),
            row: Some(7),
            column: column.map(str::to_owned),
        };
        Diagnostic { at, problem: Problem::new("ballots.place_unknown").with("place", "999") }
    }

    #[test]
    fn a_fault_names_file_sheet_row_and_column() {
        let at = fault(Some("quotas"), Some("place")).at;
        assert_eq!(place(Language::En, &at), "a.xlsx, sheet quotas, row 7, column place");
    }

    #[test]
    fn a_file_without_sheets_has_lines() {
        assert_eq!(place(Language::En, &fault(None, None).at), "a.xlsx, line 7");
    }

    #[test]
    fn a_script_gets_code_parameters_place_and_text() {
        let value = json(Language::En, &fault(None, None));
        assert_eq!(value["at"], serde_json::json!({"file": "a.xlsx", "row": 7}));
        assert_eq!(value["problem"]["code"], "ballots.place_unknown");
        assert_eq!(value["problem"]["params"]["place"], "999");
        assert!(value["text"].as_str().unwrap().contains("999"));
    }
}
