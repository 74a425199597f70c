//! assessments.jsonl, line by line: the assessments, and a diagnostic for each that the framework does not allow.

use std::collections::BTreeMap;

use super::{Assessment, step};
use crate::campaign::{Campaign, Leaf, Method};
use crate::jsonl;
use crate::points::Points;
use crate::problem::{Diagnostic, Problem};

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
        let faults = match jsonl::read::<Assessment>("assessments.unreadable", text) {
            None => return,
            Some(Err(problem)) => vec![problem],
            Some(Ok(assessment)) => {
                let faults = self.faults(&assessment);
                if faults.is_empty() {
                    self.assessments.push(assessment);
                }
                faults
            }
        };
        let (name, at) = (self.name, self.lines);
        self.diagnostics.extend(faults.into_iter().map(|problem| jsonl::at(name, at, problem)));
    }

    /// What was read, and what is wrong with the file.
    pub fn end(self) -> (Vec<Assessment>, Vec<Diagnostic>) {
        (self.assessments, self.diagnostics)
    }

    fn faults(&mut self, assessment: &Assessment) -> Vec<Problem> {
        let Some(unit) = self.campaign.unit(&assessment.unit) else {
            return vec![Problem::new("assessments.unit_unknown").with("unit", &assessment.unit)];
        };
        let problem =
            |code: &str| Problem::new(code).with("unit", &assessment.unit).with("code", &assessment.code);
        let leaf = self.campaign.leaves_of(&unit.unit_type).find(|(node, _)| node.code == assessment.code);
        let Some((_, leaf)) = leaf else {
            return vec![problem("assessments.leaf_unknown").with("unit_type", &unit.unit_type)];
        };
        let key = (assessment.unit.clone(), assessment.code.clone());
        let first = *self.first.entry(key).or_insert(self.lines);
        if first != self.lines {
            return vec![problem("assessments.twice").with("first", first)];
        }
        let given = [&assessment.self_points, &assessment.appraised].into_iter().flatten();
        match leaf.method {
            Method::Survey if assessment.not_applicable && given.clone().all(Points::is_zero) => Vec::new(),
            Method::Survey => vec![problem("assessments.survey_leaf")],
            Method::SelfScored => given.filter_map(|points| fault_of(leaf, points, problem)).collect(),
        }
    }
}

fn fault_of(leaf: &Leaf, points: &Points, problem: impl Fn(&str) -> Problem) -> Option<Problem> {
    if points.is_negative() || points > &leaf.max_points {
        let problem = problem("assessments.out_of_range");
        return Some(problem.with("points", points).with("maximum", &leaf.max_points));
    }
    (!step::allows(leaf, points)).then(|| problem("assessments.off_step").with("points", points))
}

#[cfg(test)]
mod tests;
