//! assessments.jsonl, line by line: the assessments, a fault for each that cannot be, and a warning for what people should
//! look at: what an entry by hand would be refused for.

use std::collections::BTreeMap;

use super::enter::{is_outside, points_fault};
use crate::campaign::{Campaign, Leaf, Method};
use crate::index::Assessment;
use crate::jsonl;
use crate::points::Points;
use crate::problem::{Diagnostic, Level, Problem};
use crate::sheet::shows_nothing;

/// An assessments.jsonl that is being read.
pub struct AssessmentFile<'a> {
    campaign: &'a Campaign,
    name: &'a str,
    lines: u32,
    first: BTreeMap<(String, String), u32>,
    assessments: Vec<Assessment>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> AssessmentFile<'a> {
    /// Begins a file; the name is for diagnostics.
    pub fn begin(campaign: &'a Campaign, name: &'a str) -> Self {
        let (first, assessments, diagnostics) = Default::default();
        Self { campaign, name, lines: 0, first, assessments, diagnostics }
    }

    /// Reads the next line.
    pub fn line(&mut self, text: &[u8]) {
        self.lines += 1;
        let (name, at) = (self.name, self.lines);
        let found = match jsonl::read::<Assessment>("assessments.unreadable", text) {
            None => return,
            Some(Err(problem)) => vec![(Level::Fault, problem)],
            Some(Ok(assessment)) => {
                let found = self.check(&assessment);
                if found.iter().all(|(level, _)| *level == Level::Warning) {
                    self.assessments.push(assessment);
                }
                found
            }
        };
        let diagnostic = |(level, problem)| Diagnostic { level, ..jsonl::at(name, at, problem) };
        self.diagnostics.extend(found.into_iter().map(diagnostic));
    }

    /// What was read, and what is wrong with the file.
    pub fn end(self) -> (Vec<Assessment>, Vec<Diagnostic>) {
        (self.assessments, self.diagnostics)
    }

    fn check(&mut self, assessment: &Assessment) -> Vec<(Level, Problem)> {
        let fault = |problem: Problem| vec![(Level::Fault, problem)];
        let Some(unit) = self.campaign.unit(&assessment.unit) else {
            return fault(Problem::new("assessments.unit_unknown").with("unit", &assessment.unit));
        };
        let about = |problem: Problem| problem.with("unit", &assessment.unit).with("code", &assessment.code);
        let Some(leaf) = self.campaign.leaf_of(&assessment.unit, &assessment.code) else {
            let problem = about(Problem::new("assessments.leaf_unknown"));
            return fault(problem.with("unit_type", &unit.unit_type));
        };
        let key = (assessment.unit.clone(), assessment.code.clone());
        let first = *self.first.entry(key).or_insert(self.lines);
        if first != self.lines {
            return fault(about(Problem::new("assessments.twice")).with("first", first));
        }
        check(leaf, assessment).into_iter().map(|(level, problem)| (level, about(problem))).collect()
    }
}

/// What is wrong with a line, and how much that weighs: points outside of the leaf are refused everywhere.
fn check(leaf: &Leaf, assessment: &Assessment) -> Vec<(Level, Problem)> {
    let given = || [&assessment.self_points, &assessment.appraised].into_iter().flatten();
    if leaf.method == Method::Survey {
        let outside = given().any(|points| is_outside(leaf, points));
        let level = if outside { Level::Fault } else { Level::Warning };
        let only_excused = assessment.not_applicable && given().all(Points::is_zero);
        return if only_excused {
            Vec::new()
        } else {
            vec![(level, Problem::new("assessments.survey_leaf"))]
        };
    }
    let weighed = |points: &Points| {
        let level = if is_outside(leaf, points) { Level::Fault } else { Level::Warning };
        points_fault(leaf, points).map(|problem| (level, problem))
    };
    let mut found: Vec<_> = given().filter_map(weighed).collect();
    let mut warn = |code: &str| found.push((Level::Warning, Problem::new(code)));
    let claims = assessment.self_points.as_ref().is_some_and(|points| !points.is_zero());
    if claims && assessment.evidence.is_empty() && shows_nothing(&assessment.note) {
        warn("assessments.no_evidence");
    }
    let differs = assessment.appraised.is_some() && assessment.appraised != assessment.self_points;
    if (differs || assessment.not_applicable) && shows_nothing(&assessment.comment) {
        warn("assessments.no_reason");
    }
    found
}

#[cfg(test)]
mod tests;
