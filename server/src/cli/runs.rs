//! `parindex run`: a run from files, as `score` takes them, or the newest one of a campaign in the store, made where inputs changed.

use std::path::{Path, PathBuf};

use shared::index::Scheme;
use shared::message::Language;
use shared::problem::{Diagnostic, Location, Problem};
use shared::run::{Ballots, Given, Run, make};

use super::files::{Files, campaign_of};
use super::report::{Failure, explained, say, site_in};
use super::run::block_on;
use super::score::{print, print_as_file};
use super::score_table::score_table;
use super::stop::unless_told;
use crate::in_order::cores;
use crate::service::log::Actor;
use crate::service::runs;
use crate::system;

/// What to make a run of, and how to print it.
#[derive(Clone, Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("from").required(true))]
pub struct Arguments {
    /// The campaign package: a folder, or the same folder as a .zip.
    #[arg(group = "from", requires_all = ["ballots", "assessments"])]
    package: Option<PathBuf>,
    /// The ballots, one JSON object a line.
    #[arg(long, value_name = "FILE", requires = "package")]
    ballots: Option<PathBuf>,
    /// The assessments, one JSON object a line.
    #[arg(long, value_name = "FILE", requires = "package")]
    assessments: Option<PathBuf>,
    /// The bonus and penalty points that appraisers gave, one JSON object a line.
    #[arg(long, value_name = "FILE", requires = "package")]
    adjustments: Option<PathBuf>,
    /// An earlier package of the campaign: ballots of the form versions that only it holds can be counted then. May be given
    /// several times.
    #[arg(long, value_name = "PACKAGE", requires = "package")]
    earlier: Vec<PathBuf>,
    /// Last year's run, as --whole prints it: its results stand beside this year's.
    #[arg(long, value_name = "FILE", requires = "package")]
    previous: Option<PathBuf>,
    /// Folder of the data.
    #[arg(long, env = "PARINDEX_DATA", default_value = "data")]
    data: PathBuf,
    /// The campaign's id.
    #[arg(long, value_name = "ID", group = "from")]
    campaign: Option<String>,
    /// Print the results as JSON, as `score --json` does.
    #[arg(long)]
    json: bool,
    /// Print the whole run as JSON: to the byte what its digest is of.
    #[arg(long, conflicts_with = "json")]
    whole: bool,
}

/// Prints a run.
pub fn run(arguments: Arguments, language: Language) -> Result<(), Failure> {
    let run = match (&arguments.package, &arguments.ballots, &arguments.assessments) {
        (Some(package), Some(ballots), Some(assessments)) => {
            let adjustments = arguments.adjustments.as_deref();
            arguments.of_files(package, &Files { ballots, assessments, adjustments }, language)?
        }
        _ => block_on(unless_told(in_store(arguments.data.clone(), arguments.campaign.clone())))?,
    };
    arguments.print(&run, language);
    Ok(())
}

/// The newest run of a campaign, made where inputs changed.
async fn in_store(data: PathBuf, campaign: Option<String>) -> Result<Run, Failure> {
    let site = site_in(&data)?;
    let found = runs::newest(&site, Actor::Command, campaign.unwrap_or_default()).await;
    let (_, kept) = explained(&site, found).await?;
    Ok(serde_json::from_str(&kept.text).map_err(anyhow::Error::from)?)
}

impl Arguments {
    fn of_files(&self, package: &Path, files: &Files, language: Language) -> Result<Run, Failure> {
        let json = self.json || self.whole;
        let campaign = campaign_of(package, &self.earlier, json, language)?;
        let previous = self.previous.as_deref().map(|file| previous(file, json)).transpose()?;
        let scheme = Scheme::of(&campaign);
        let mut ballots = Ballots::of(&campaign, &scheme);
        let given = files
            .read(&campaign, &scheme, cores(), &mut |ballot, marks| {
                ballots.take(&Given::of_file(ballot, marks));
            })
            .map_err(|diagnostics| Failure::Input { diagnostics, json })?;
        say(language, &given.doubts);
        let (assessed, adjusted) = (&given.assessments, &given.adjustments);
        Ok(make(&campaign, &scheme, ballots, assessed, adjusted, previous.as_ref()))
    }

    fn print(&self, run: &Run, language: Language) {
        if self.whole {
            return print_as_file(run.to_text());
        }
        if self.json {
            return print_as_file(run.expected_json());
        }
        print(&score_table(language, run, &run.index_tables()));
    }
}

/// A run as a file has it.
fn previous(file: &Path, json: bool) -> Result<Run, Failure> {
    let wrong = |problem| {
        let at = Location { file: file.display().to_string(), ..Location::default() };
        Failure::Input { diagnostics: vec![Diagnostic::fault(at, problem)], json }
    };
    let bytes = std::fs::read(file).map_err(|error| wrong(system::problem(&error)))?;
    serde_json::from_slice(&bytes)
        .map_err(|error| wrong(Problem::new("run.unreadable").with("detail", error)))
}
