//! How a command says what went wrong: on stderr for people, or as JSON for scripts.

use std::error::Error as Cause;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use shared::message::{self, Language};
use shared::problem::{Diagnostic, Location, Problem, kinds};

use super::run::BESIDE_A_SERVER;
use crate::config::Config;
use crate::folder::{self, FolderError, NoFile, STORE};
use crate::service::{Error, Site};
use crate::start::{StartError, open};
use crate::store::StoreError;
use crate::system;

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
    /// The input is wrong, and all that is was said.
    #[error("the input is wrong")]
    Said,
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
            Self::Input { diagnostics, json: true } => say_as_json(language, diagnostics),
            Self::Input { diagnostics, json: false } => say(language, diagnostics),
            Self::Said => {}
            Self::Refused(problem) => eprintln!("{}", message::problem(language, problem)),
            Self::Failed(cause) => eprintln!("{}", failed(language, cause)),
        }
        ExitCode::FAILURE
    }

    /// What the operating system refused at this path.
    pub fn at(path: &Path) -> impl Fn(io::Error) -> Self {
        move |error| match error.get_ref().is_some_and(|it| it.is::<NoFile>()) {
            true => error.into(),
            false => anyhow::Error::from(error).context(path.display().to_string()).into(),
        }
    }
}

/// All that led to it, down to what the operating system refused, which is said in the reader's language.
fn failed(language: Language, failure: &anyhow::Error) -> String {
    let mut said = Vec::new();
    for cause in failure.chain() {
        if let Some(error) = refused_by_system(cause) {
            said.push(message::problem(language, &system::problem(error)));
            break;
        }
        said.push(cause.to_string());
    }
    said.join(": ")
}

fn refused_by_system<'a>(cause: &'a (dyn Cause + 'static)) -> Option<&'a io::Error> {
    match cause.downcast_ref::<StoreError>() {
        Some(StoreError::Database(cause)) => cause.downcast_ref(),
        _ => cause.downcast_ref(),
    }
}

/// The store's file in a folder of data; refuses a folder that holds none.
pub fn store_in(data: &Path) -> Result<PathBuf, Failure> {
    let store = data.join(STORE);
    if folder::is_there(&store).map_err(Failure::at(&store))? {
        return Ok(store);
    }
    Err(Failure::Refused(Problem::new("data.nothing").with("folder", data.display())))
}

/// Where a command finds its data that would make a store where there is none: the folder that was named, or `data` here, if that
/// holds one. Else what was imported lay where nobody looks for it.
pub fn named(data: Option<PathBuf>) -> Result<PathBuf, Failure> {
    let Some(data) = data else {
        let here = PathBuf::from("data");
        return match folder::is_there(&here.join(STORE))? {
            true => Ok(here),
            false => Err(Failure::Refused(Problem::new("data.not_named"))),
        };
    };
    Ok(data)
}

/// The site in a folder that holds data.
pub fn site_in(data: &Path) -> Result<Site, Failure> {
    store_in(data)?;
    Ok(open(&Config::new(data, ([127, 0, 0, 1], 0).into()))?)
}

/// What a use case gave, its refusal as a shell wants it: the text about a campaign that is not there is meant for somebody
/// who may not see it; here all can be named.
pub async fn explained<T>(site: &Site, outcome: Result<T, Error>) -> Result<T, Failure> {
    match outcome {
        Ok(done) => Ok(done),
        Err(error) => Err(failure(site, error).await),
    }
}

async fn failure(site: &Site, error: Error) -> Failure {
    let Error::Refused(_, problem) = &error else { return error.into() };
    let Some(asked) = problem.params.get("campaign").filter(|_| problem.code == "campaign.absent") else {
        return error.into();
    };
    let heads = match site.store.read(|store| store.heads()).await {
        Ok(heads) => heads,
        Err(error) => return error.into(),
    };
    let here: Vec<String> = heads.into_iter().map(|head| head.id).collect();
    Failure::Refused(match &here[..] {
        [] => Problem::new("data.no_campaign"),
        here => Problem::new("data.other_campaigns").with("campaign", asked).with("here", here.join(", ")),
    })
}

/// Says diagnostics for scripts, on stdout.
pub fn say_as_json(language: Language, diagnostics: &[Diagnostic]) {
    println!("{:#}", serde_json::Value::from_iter(diagnostics.iter().map(|it| json(language, it))));
}

/// Says diagnostics for people, one line each; those of one kind in many rows of a column in one line.
pub fn say(language: Language, diagnostics: &[Diagnostic]) {
    lines(language, diagnostics).iter().for_each(|line| eprintln!("{line}"));
}

/// From so many rows on, one line says them all.
const MANY: usize = 4;

fn lines(language: Language, diagnostics: &[Diagnostic]) -> Vec<String> {
    let line = |it: &Diagnostic| {
        let text = message::problem(language, &it.problem);
        let place = place(language, &it.at);
        let warning = || message::text(language, "package.warning", &[]);
        if it.is_fault() { format!("{place}: {text}") } else { format!("{place}: {} {text}", warning()) }
    };
    let of_a_kind = |kind: Vec<&Diagnostic>| {
        if kind.len() < MANY {
            return kind.into_iter().map(line).collect::<Vec<_>>();
        }
        vec![format!("{} {}", line(kind[0]), many(language, &kind))]
    };
    kinds(diagnostics).into_iter().flat_map(of_a_kind).collect()
}

/// `(92 rows, the first: 2, 3, 4, 5)`, as far as there are rows.
fn many(language: Language, kind: &[&Diagnostic]) -> String {
    let mut rows: Vec<u32> = kind.iter().filter_map(|it| it.at.row).collect();
    rows.dedup();
    let number = |n: usize| message::number(language, &n.to_string());
    if rows.len() < 2 {
        return message::text(language, "package.many_times", &[("count", &number(kind.len()))]);
    }
    let first: Vec<String> = rows.iter().take(MANY).map(u32::to_string).collect();
    let params = [("count", &*number(rows.len())), ("rows", &first.join(", "))];
    message::text(language, "package.many", &params)
}

/// `forms/P1.xlsx, sheet survey, row 12, column relevant`, as far as it is known.
fn place(language: Language, at: &Location) -> String {
    let row = at.row.map(|row| row.to_string());
    let row_key = if at.sheet.is_some() { "package.at_row" } else { "package.at_line" };
    let parts = [
        ("package.at_sheet", "sheet", at.sheet.as_deref()),
        (row_key, "row", row.as_deref()),
        ("package.at_column", "column", at.column.as_deref()),
        ("package.at_ballot", "ballot", at.ballot.as_deref()),
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

/// A diagnostic for scripts, with its text.
pub fn json(language: Language, diagnostic: &Diagnostic) -> serde_json::Value {
    let Diagnostic { at, problem, level } = diagnostic;
    let text = message::problem(language, problem);
    serde_json::json!({ "at": at, "level": level, "problem": problem, "text": text })
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
            StoreError::DamagedLog(log) => {
                Self::Refused(Problem::new("data.damaged_log").with("file", log.display()))
            }
            StoreError::Cut { file, bytes } => {
                Self::Refused(Problem::new("data.cut").with("file", file.display()).with("bytes", bytes))
            }
            StoreError::Damaged(cause) => Self::Refused(Problem::new("data.damaged").with("cause", cause)),
            StoreError::Newer { found, known } => {
                Self::Refused(Problem::new("data.newer").with("found", found).with("known", known))
            }
            StoreError::Full => Self::Refused(Problem::new("system.full")),
            StoreError::Locked => Self::Refused(Problem::new("data.locked")),
            error => Self::Failed(error.into()),
        }
    }
}

impl From<StartError> for Failure {
    fn from(error: StartError) -> Self {
        match error {
            StartError::Folder(error) => error.into(),
            StartError::Store(error) => error.into(),
            StartError::Listen(address, error) => Self::at(Path::new(&address.to_string()))(error),
            StartError::Tls(file, error) => Self::at(Path::new(&file))(error),
        }
    }
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Self {
        match error {
            FolderError::InUse(folder) => {
                let problem = Problem::new("data.in_use").with("folder", folder);
                Self::Refused(problem.with("commands", BESIDE_A_SERVER.join(", ")))
            }
            FolderError::Data(folder, error) => Self::at(Path::new(&folder))(error),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
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
            ballot: None,
        };
        Diagnostic::fault(at, Problem::new("ballot.place_unknown").with("place", "999"))
    }

    #[test]
    fn a_fault_names_file_sheet_row_and_column() {
        let at = fault(Some("quotas"), Some("place")).at;
        assert_eq!(place(Language::En, &at), "a.xlsx, sheet quotas, row 7, column place");
    }

    #[test]
    fn one_fault_in_many_rows_is_one_line() {
        let rows = |n: u32| -> Vec<Diagnostic> {
            let at = |row| Location { row: Some(row), ..fault(Some("places"), Some("parent")).at };
            (1..=n).map(|row| Diagnostic::fault(at(row), Problem::new("cell.empty"))).collect()
        };
        let said = lines(Language::En, &rows(92));
        assert_eq!(said.len(), 1);
        assert!(said[0].contains("92") && said[0].contains("1, 2, 3, 4"), "{said:?}");
        assert_eq!(lines(Language::En, &rows(3)).len(), 3);
    }

    #[test]
    fn one_doubt_about_many_ballots_is_one_line_for_each_question() {
        let doubt = |row, question: &str| {
            let at =
                Location { row: Some(row), ballot: Some(format!("ballot-{row}")), ..fault(None, None).at };
            let problem = Problem::new("ballot.required").with("question", question).with("at", question);
            Diagnostic::warning(at, problem)
        };
        let mut doubts: Vec<Diagnostic> = (1..=1200).map(|row| doubt(row, "sex")).collect();
        doubts.extend([doubt(7, "age"), doubt(9, "age")]);
        let said = lines(Language::En, &doubts);
        assert_eq!(
            said[0],
            "a.xlsx, line 1, ballot ballot-1: please look: sex: the answer is required and absent. \
             (1,200 rows, the first: 1, 2, 3, 4)"
        );
        assert!(said[1].contains("line 7, ballot ballot-7") && said[2].contains("line 9"), "{said:?}");
        assert_eq!(said.len(), 3);
        let here: Vec<Diagnostic> = (0..5).map(|_| doubt(7, "units")).collect();
        assert!(lines(Language::En, &here)[0].ends_with("(5 times here)"));
    }

    #[test]
    fn what_the_system_refused_is_said_once_in_the_readers_language() {
        let refused = |cause: io::Error| match Failure::at(Path::new("/nope"))(cause) {
            Failure::Failed(cause) => failed(Language::Vi, &cause),
            other => panic!("{other:?}"),
        };
        let said = "/nope: Không có tệp hoặc thư mục này. Hãy kiểm tra lại đường dẫn.";
        assert_eq!(refused(io::ErrorKind::NotFound.into()), said);
        let wrapped = tempfile::NamedTempFile::new_in("/nope").unwrap_err();
        assert_eq!(refused(wrapped), said, "a library wraps it with a path of its own");
        let stored = anyhow::Error::from(StoreError::file(io::ErrorKind::PermissionDenied.into()));
        assert!(failed(Language::Vi, &stored).starts_with("Không có quyền"));
    }

    #[test]
    fn a_file_without_sheets_has_lines() {
        assert_eq!(place(Language::En, &fault(None, None).at), "a.xlsx, line 7");
    }

    #[test]
    fn a_script_gets_code_parameters_place_and_text() {
        let value = json(Language::En, &fault(None, None));
        assert_eq!(value["level"], "fault");
        assert_eq!(value["at"], serde_json::json!({"file": "a.xlsx", "row": 7}));
        assert_eq!(value["problem"]["code"], "ballot.place_unknown");
        assert_eq!(value["problem"]["params"]["place"], "999");
        assert!(value["text"].as_str().unwrap().contains("999"));
    }

    #[test]
    fn ballots_of_versions_that_are_missing_are_counted_by_version() {
        let of = |row: u32, version: &str| {
            let at = Location { file: "b.jsonl".into(), row: Some(row), ..Location::default() };
            let problem = Problem::new("ballot.version_unknown").with("form", "P7").with("version", version);
            Diagnostic::fault(at, problem)
        };
        let all: Vec<Diagnostic> =
            (1..=11).map(|row| of(row, if row % 2 == 0 { "1" } else { "2" })).collect();
        let said = lines(Language::En, &all);
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(
            said[0].contains("version 2 of form P7") && said[0].ends_with("(6 rows, the first: 1, 3, 5, 7)")
        );
        assert!(
            said[1].contains("version 1 of form P7") && said[1].ends_with("(5 rows, the first: 2, 4, 6, 8)")
        );
    }
}
