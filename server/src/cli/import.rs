//! `parindex import`: loads a package into the store, with ballots and assessments of files.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use shared::campaign::{Campaign, practice};
use shared::message::{Language, number, text};
use shared::problem::Diagnostic;

use super::report::{Failure, named, say};
use crate::config::Config;
use crate::files::Files;
use crate::folder;
use crate::package::{self, Package, PackageError};
use crate::service::Site;
use crate::service::import::{File, Import, ImportError, Imported, import};
use crate::service::log::Actor;
use crate::start::open;
use crate::store::NewClosing;

/// What to import.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The package: a folder or a .zip.
    package: PathBuf,
    /// Folder of the data, made if it is not there; without it, `data` here where that holds a store.
    #[arg(long, env = "PARINDEX_DATA")]
    data: Option<PathBuf>,
    /// Import under another id, for practice: plainly marked, never published.
    #[arg(long = "as", value_name = "ID", requires_all = ["year", "opens", "closes"])]
    practice: Option<String>,
    /// The year of the practice campaign.
    #[arg(long, requires = "practice")]
    year: Option<i32>,
    /// First day of its survey, such as 2026-11-01.
    #[arg(long, requires = "practice")]
    opens: Option<String>,
    /// Last day of its survey.
    #[arg(long, requires = "practice")]
    closes: Option<String>,
    /// A ballots.jsonl.
    #[arg(long)]
    ballots: Option<PathBuf>,
    /// An assessments.jsonl.
    #[arg(long)]
    assessments: Option<PathBuf>,
    /// An adjustments.jsonl: bonus and penalty points of appraisers.
    #[arg(long)]
    adjustments: Option<PathBuf>,
    /// Close the campaign.
    #[arg(long)]
    close: bool,
    /// Say what is wrong as JSON.
    #[arg(long)]
    json: bool,
}

/// Imports. A server may run beside it on the same data.
pub async fn run(arguments: Arguments, language: Language) -> Result<(), Failure> {
    let json = arguments.json;
    let data = named(arguments.data)?;
    let package = opened(&arguments.package, json)?;
    let (mut campaign, warnings) = whole(&package, json)?;
    say(language, &warnings);
    if let (Some(id), Some(year), Some(opens), Some(closes)) =
        (&arguments.practice, arguments.year, &arguments.opens, &arguments.closes)
    {
        campaign = practice(campaign, id, year, opens, closes).map_err(Failure::Refused)?;
    }
    let site = open(&Config::new(&data, ([127, 0, 0, 1], 0).into()))?;
    let id = campaign.settings.id.clone();
    let request = Import {
        campaign,
        package: Some(Files::of(&data).keep(&package.archive())?),
        ballots: arguments.ballots.as_deref().map(file).transpose()?,
        assessments: arguments.assessments.as_deref().map(file).transpose()?,
        adjustments: arguments.adjustments.as_deref().map(file).transpose()?,
        close: arguments.close.then(|| closing(language, site.now())),
        over: None,
        by: Actor::Command,
    };
    let imported = load(&site, request, json).await?;
    say(language, &imported.doubts);
    println!("{}", said(language, &id, &imported));
    Ok(())
}

/// The campaign of a package, or all that is wrong with it. What a person should only look at is said on stderr.
pub fn read(path: &Path, json: bool, language: Language) -> Result<Campaign, Failure> {
    let (campaign, warnings) = read_quietly(path, json)?;
    say(language, &warnings);
    Ok(campaign)
}

/// The same, with what a person should look at instead of saying it.
pub fn read_quietly(path: &Path, json: bool) -> Result<(Campaign, Vec<Diagnostic>), Failure> {
    whole(&opened(path, json)?, json)
}

/// A package, its files not yet read.
pub fn opened(path: &Path, json: bool) -> Result<Package, Failure> {
    package::open(path).map_err(|error| unreadable(&error, json))
}

/// The campaign of an opened package, with what a person should look at.
pub fn whole(package: &Package, json: bool) -> Result<(Campaign, Vec<Diagnostic>), Failure> {
    let (campaign, diagnostics) = package.read().map_err(|error| unreadable(&error, json))?;
    match campaign {
        Some(campaign) if !diagnostics.iter().any(Diagnostic::is_fault) => Ok((campaign, diagnostics)),
        _ => Err(Failure::Input { diagnostics, json }),
    }
}

fn unreadable(error: &PackageError, json: bool) -> Failure {
    Failure::Input { diagnostics: vec![error.diagnostic()], json }
}

/// A file of lines. What is no file is refused; what is not there is said when it is read.
pub fn file(path: &Path) -> Result<File, Failure> {
    folder::is_there(path).map_err(Failure::at(path))?;
    Ok(File::on_disk(path))
}

/// Closing by an import.
pub fn closing(language: Language, at: Timestamp) -> NewClosing {
    NewClosing {
        closed: true,
        reason: text(language, "server.closed_by_import", &[]),
        by: "parindex".to_owned(),
        at,
    }
}

/// Imports into an opened site.
pub async fn load(site: &Site, request: Import, json: bool) -> Result<Imported, Failure> {
    import(site, request).await.map_err(|error| match error {
        ImportError::Wrong(diagnostics) => Failure::Input { diagnostics, json },
        ImportError::Refused(problem) => Failure::Refused(problem),
        ImportError::Store(error) => error.into(),
    })
}

/// What was imported, in words.
pub fn said(language: Language, id: &str, imported: &Imported) -> String {
    let Imported { versions, ballots, doubted, pending, known_ballots, assessments, .. } = imported;
    let waiting = &(doubted + pending);
    let numbers =
        [versions, ballots, waiting, known_ballots, assessments].map(|n| number(language, &n.to_string()));
    let [versions, ballots, waiting, known, assessments] = numbers.each_ref().map(String::as_str);
    let params = [
        ("campaign", id),
        ("versions", versions),
        ("ballots", ballots),
        ("waiting", waiting),
        ("known", known),
        ("assessments", assessments),
    ];
    text(language, "server.imported", &params)
}
