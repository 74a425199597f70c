//! `parindex score`: the index of a package from files alone, by the same code as the server.

use std::collections::BTreeSet;
use std::io::{IsTerminal, Write, stdout};
use std::path::PathBuf;

use shared::campaign::Campaign;
use shared::index::{Appraisals, ByType, Scheme, score};
use shared::message::Language;
use shared::problem::{Diagnostic, Problem};
use shared::wire::IndexTable;

use super::files::{Files, campaign_of};
use super::report::{Failure, say};
use super::score_table::score_table;
use crate::in_order::cores;

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
    /// The bonus and penalty points that appraisers gave, one JSON object a line.
    #[arg(long, value_name = "FILE")]
    adjustments: Option<PathBuf>,
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
    let campaign = campaign_of(&arguments.package, &arguments.earlier, arguments.json, language)?;
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

impl Arguments {
    /// The index, with what should be looked at: the same however many threads judge the ballots.
    fn compute(
        &self,
        campaign: &Campaign,
        threads: usize,
    ) -> Result<(Vec<IndexTable>, Vec<Diagnostic>), Vec<Diagnostic>> {
        let scheme = Scheme::of(campaign);
        let (ballots, assessments) = (&self.ballots, &self.assessments);
        let files = Files { ballots, assessments, adjustments: self.adjustments.as_deref() };
        let given = files.read(campaign, &scheme, threads, &mut |_, _| ())?;
        let campaign = campaign.with_adjustments(given.adjustments);
        let appraised = Appraisals::of(&campaign, &scheme, &given.assessments);
        Ok((score(&campaign, &scheme, &given.tallies, &appraised), given.doubts))
    }

    fn print(&self, language: Language, campaign: &Campaign, tables: &[IndexTable]) {
        match self.json {
            true => print_as_file(ByType(tables).to_text()),
            false => print(&score_table(language, campaign, tables)),
        }
    }
}

/// Prints what somebody may make a file of: to the byte what others make of the same result; a terminal wants a whole line.
pub fn print_as_file(mut text: String) {
    if stdout().is_terminal() {
        text.push('\n');
    }
    print(&text);
}

/// Prints. A reader that has seen enough and closed the pipe is no fault of ours.
pub fn print(text: &str) {
    let _ = stdout().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests;
