//! The files of a campaign, read for a result: its package with earlier ones, its ballots, what was said of its units.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use shared::assessment::{AdjustmentFile, AssessmentFile};
use shared::campaign::{Adjustment, Campaign};
use shared::check::Forms;
use shared::index::{Assessment, BallotFile, FileBallot, Marks, Scheme, Tallies};
use shared::message::Language;
use shared::problem::{Diagnostic, Location, Problem};

use super::import::read;
use super::report::Failure;
use crate::lines::File;

/// The files beside a package.
pub struct Files<'a> {
    /// The ballots, one JSON object a line.
    pub ballots: &'a Path,
    /// The assessments, one JSON object a line.
    pub assessments: &'a Path,
    /// The bonus and penalty points of appraisers, one JSON object a line.
    pub adjustments: Option<&'a Path>,
}

/// What was read of them.
pub struct Given {
    /// What the ballots add up to.
    pub tallies: Tallies,
    /// The assessments.
    pub assessments: Vec<Assessment>,
    /// The bonus and penalty points.
    pub adjustments: Vec<Adjustment>,
    /// What should be looked at.
    pub doubts: Vec<Diagnostic>,
}

/// The campaign of a package, with the form versions that only earlier ones hold.
pub fn campaign_of(
    package: &Path,
    earlier: &[PathBuf],
    json: bool,
    language: Language,
) -> Result<Campaign, Failure> {
    let mut campaign = read(package, json, language)?;
    for package in earlier {
        add_versions(&mut campaign, package, read(package, json, language)?)
            .map_err(|diagnostics| Failure::Input { diagnostics, json })?;
    }
    Ok(campaign)
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

impl Files<'_> {
    /// Reads them, or says what is wrong with them: the same however many threads judge the ballots. `each` is told of every
    /// ballot that can be read, and what it adds where it counts.
    pub fn read(
        &self,
        campaign: &Campaign,
        scheme: &Scheme,
        threads: usize,
        each: &mut dyn FnMut(&FileBallot, Option<&Marks>),
    ) -> Result<Given, Vec<Diagnostic>> {
        let zone = TimeZone::get(&campaign.settings.timezone).unwrap_or(TimeZone::UTC);
        let forms = Forms::of(campaign, zone);
        let (ballots_name, assessments_name) = (name(self.ballots), name(self.assessments));
        let mut ballots = BallotFile::begin(campaign, &forms, scheme, &ballots_name);
        let mut assessments = AssessmentFile::begin(campaign, &assessments_name);
        let mut faults = Vec::new();
        let (mut lines, mut counted) = ([0_usize; 2], 0);
        let judge = ballots.judge();
        let read = File::on_disk(self.ballots).judged(
            threads,
            |some| some.map(|row, text| judge.judge(row, text)),
            |judged| {
                for judged in judged.into_iter().flatten() {
                    lines[0] += 1;
                    counted += usize::from(ballots.take_and_tell(judged, each));
                }
                ControlFlow::Continue(())
            },
        );
        faults.extend(read.err().map(|unread| unread.diagnostic()));
        let read = File::on_disk(self.assessments).each(|line| {
            lines[1] += usize::from(!line.trim_ascii().is_empty());
            assessments.line(line);
        });
        faults.extend(read.err().map(|unread| unread.diagnostic()));
        let adjustments = self.adjustments(campaign, &mut faults);
        let (tallies, wrong_ballots) = ballots.end();
        let (assessments, wrong_assessments) = assessments.end();
        faults.extend(wrong_ballots);
        faults.extend(wrong_assessments);
        if faults.iter().any(Diagnostic::is_fault) {
            return Err(faults);
        }
        match (lines[0], counted) {
            (0, _) => faults.push(about(self.ballots, Problem::new("ballots.none"))),
            (n, 0) => faults.push(about(self.ballots, Problem::new("ballots.none_counts").with("n", n))),
            _ => {}
        }
        if lines[1] == 0 {
            faults.push(about(self.assessments, Problem::new("assessments.none")));
        }
        Ok(Given { tallies, assessments, adjustments, doubts: faults })
    }

    fn adjustments(&self, campaign: &Campaign, faults: &mut Vec<Diagnostic>) -> Vec<Adjustment> {
        let Some(path) = self.adjustments else { return Vec::new() };
        let name = name(path);
        let mut file = AdjustmentFile::begin(campaign, &name);
        let read = File::on_disk(path).each(|line| file.line(line));
        faults.extend(read.err().map(|unread| unread.diagnostic()));
        let (lines, wrong) = file.end();
        faults.extend(wrong);
        lines.into_iter().map(|(_, line)| line.counted()).collect()
    }
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

/// What should be looked at about a whole file.
fn about(path: &Path, problem: Problem) -> Diagnostic {
    Diagnostic::warning(Location { file: name(path), ..Location::default() }, problem)
}
