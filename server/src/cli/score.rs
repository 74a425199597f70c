//! `parindex score`: the index of a package from files alone, by the same code as the server.

use std::collections::BTreeSet;
use std::io::{IsTerminal, Write, stdout};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use shared::assessment::AssessmentFile;
use shared::campaign::Campaign;
use shared::check::Forms;
use shared::index::{BallotFile, ByType, Scheme, score};
use shared::message::Language;
use shared::problem::{Diagnostic, Location, Problem};
use shared::wire::IndexTable;

use super::import::read;
use super::report::{Failure, say};
use super::score_table::score_table;
use crate::lines::{File, cores};

/// The files, and how to say what they give.
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// The campaign package: a folder, or the same folder as a .zip.
    package: PathBuf,
    /// The ballots, one JSON object a line.
    #[arg(long, value_name = "FILE")]
    ballots: PathBuf,
    /// The assessments, one JSON object a line.
    #[arg(long, value_name = "FILE")]
    assessments: PathBuf,
    /// An earlier package of the campaign: ballots of the form versions that only it holds can be counted then. May be given
    /// several times.
    #[arg(long, value_name = "PACKAGE")]
    earlier: Vec<PathBuf>,
    /// Print the result as JSON, and faults of the input too.
    #[arg(long)]
    json: bool,
    /// Fail where a ballot that counts is doubted. The result is printed all the same.
    #[arg(long)]
    strict: bool,
}

/// Prints the index, or fails with what is wrong with the input: never both. What is only doubtful is said on stderr.
pub fn run(arguments: &Arguments, language: Language) -> Result<(), Failure> {
    let mut campaign = read(&arguments.package, arguments.json, language)?;
    for package in &arguments.earlier {
        add_versions(&mut campaign, package, read(package, arguments.json, language)?)
            .map_err(|diagnostics| Failure::Input { diagnostics, json: arguments.json })?;
    }
    let (tables, doubts) = arguments
        .compute(&campaign, cores())
        .map_err(|diagnostics| Failure::Input { diagnostics, json: arguments.json })?;
    arguments.print(language, &campaign, &tables);
    say(language, &doubts);
    let doubted = doubts.iter().filter_map(|doubt| doubt.at.ballot.as_ref()).collect::<BTreeSet<_>>().len();
    if arguments.strict && doubted > 0 {
        return Err(Failure::Refused(Problem::new("ballots.doubted").with("n", doubted)));
    }
    Ok(())
}

/// Adds the form versions of an earlier package, as an import of both would have them.
fn add_versions(campaign: &mut Campaign, package: &Path, earlier: Campaign) -> Result<(), Vec<Diagnostic>> {
    let at = || Location { file: name(package), ..Location::default() };
    let (id, other) = (&campaign.settings.id, &earlier.settings.id);
    if id != other {
        let problem = Problem::new("score.other_campaign").with("campaign", id).with("other", other);
        return Err(vec![Diagnostic::fault(at(), problem)]);
    }
    let mut faults = Vec::new();
    for definition in earlier.definitions {
        match campaign.definition_version(&definition.id, &definition.version) {
            None => campaign.definitions.push(definition),
            Some(known) if known.is_same_version(&definition) => {}
            Some(_) => {
                let problem = Problem::new("score.version_differs").with("form", &definition.id);
                faults.push(Diagnostic::fault(at(), problem.with("version", &definition.version)));
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

impl Arguments {
    /// The index, with what should be looked at: the same however many threads judge the ballots.
    fn compute(
        &self,
        campaign: &Campaign,
        threads: usize,
    ) -> Result<(Vec<IndexTable>, Vec<Diagnostic>), Vec<Diagnostic>> {
        let zone = TimeZone::get(&campaign.settings.timezone).unwrap_or(TimeZone::UTC);
        let (forms, scheme) = (Forms::of(campaign, zone), Scheme::of(campaign));
        let (ballots_name, assessments_name) = (name(&self.ballots), name(&self.assessments));
        let mut ballots = BallotFile::begin(campaign, &forms, &scheme, &ballots_name);
        let mut assessments = AssessmentFile::begin(campaign, &assessments_name);
        let mut faults = Vec::new();
        let (mut lines, mut counted) = ([0_usize; 2], 0);
        let judge = ballots.judge();
        let read = File::on_disk(&self.ballots).judged(
            threads,
            |row, text| judge.judge(row, text),
            |judged| {
                for judged in judged.into_iter().flatten() {
                    lines[0] += 1;
                    counted += usize::from(ballots.take(judged));
                }
                ControlFlow::Continue(())
            },
        );
        faults.extend(read.err().map(|unread| unread.diagnostic()));
        let read = File::on_disk(&self.assessments).each(|line| {
            lines[1] += usize::from(!line.trim_ascii().is_empty());
            assessments.line(line);
        });
        faults.extend(read.err().map(|unread| unread.diagnostic()));
        let (tallies, wrong_ballots) = ballots.end();
        let (assessments, wrong_assessments) = assessments.end();
        faults.extend(wrong_ballots);
        faults.extend(wrong_assessments);
        if faults.iter().any(Diagnostic::is_fault) {
            return Err(faults);
        }
        match (lines[0], counted) {
            (0, _) => faults.push(about(&self.ballots, Problem::new("ballots.none"))),
            (n, 0) => faults.push(about(&self.ballots, Problem::new("ballots.none_counts").with("n", n))),
            _ => {}
        }
        if lines[1] == 0 {
            faults.push(about(&self.assessments, Problem::new("assessments.none")));
        }
        Ok((score(campaign, &scheme, &tallies, &assessments), faults))
    }

    fn print(&self, language: Language, campaign: &Campaign, tables: &[IndexTable]) {
        let mut text =
            if self.json { ByType(tables).to_text() } else { score_table(language, campaign, tables) };
        // A file made of the output is to the byte what others make of the same result; a terminal wants a whole line.
        if self.json && stdout().is_terminal() {
            text.push('\n');
        }
        // A reader that has seen enough and closed the pipe is no fault of ours.
        let _ = stdout().write_all(text.as_bytes());
    }
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

/// What should be looked at about a whole file.
fn about(path: &Path, problem: Problem) -> Diagnostic {
    Diagnostic::warning(Location { file: name(path), ..Location::default() }, problem)
}

#[cfg(test)]
mod tests;
