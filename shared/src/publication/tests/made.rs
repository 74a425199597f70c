//! Runs that are written down: one unit type, leaves with their people.

use std::collections::BTreeMap;

use crate::ballot::Digest;
use crate::campaign::{Combine, DontKnow, Level, Method, Name};
use crate::points::Points;
use crate::publication::FEW;
use crate::run::{ClassCount, Named};
use crate::run::{
    GroupLeaf, Heading, Inputs, Interval, Line, Node, QuestionLeaf, Run, RunTable, RunUnit, SelfScored,
    SurveyLeaf,
};
use crate::wire::UnitResult;

/// A leaf: its code, of which the first part is the domain, its points, and the people of each group; none: it was appraised.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    pub code: String,
    pub points: Points,
    /// In hundredths.
    pub max: i64,
    pub people: Vec<u64>,
    pub questions: Vec<(String, u64)>,
    /// What its people said together, where each may say nothing, a half (1) or all (2) of the points.
    pub said: i64,
}

/// Points are hundredths of three.
pub fn surveyed(code: &str, points: i64, people: &[u64]) -> Leaf {
    let questions = vec![(format!("q{code}"), people.iter().sum())];
    let points = Points::fraction(points, 100).unwrap();
    Leaf { code: code.to_owned(), points, max: 300, people: people.to_vec(), questions, said: 0 }
}

/// A leaf of which people said together so many halves of its maximum, in hundredths.
pub fn said(code: &str, max: i64, people: u64, said: i64) -> Leaf {
    let points = Points::fraction(max * said, 200 * i64::try_from(people).unwrap()).unwrap();
    Leaf { points, max, said, ..surveyed(code, 0, &[people]) }
}

pub fn appraised(code: &str, points: i64) -> Leaf {
    Leaf { questions: Vec::new(), ..surveyed(code, points, &[]) }
}

impl Leaf {
    pub fn domain(&self) -> &str {
        self.code.split('.').next().unwrap_or_default()
    }

    pub fn few(&self) -> bool {
        !self.people.is_empty() && self.people.iter().sum::<u64>() < FEW
    }
}

pub fn name(text: &str) -> Name {
    Name { vi: text.to_owned(), en: String::new() }
}

fn shown<'a>(leaves: impl Iterator<Item = &'a Leaf>) -> String {
    leaves.map(|leaf| leaf.points.clone()).sum::<Points>().shown(2)
}

pub fn unit(code: &str, leaves: &[Leaf], rank: u32) -> RunUnit {
    let mut domains = BTreeMap::<_, Vec<&Leaf>>::new();
    leaves.iter().for_each(|leaf| domains.entry(leaf.domain().to_owned()).or_default().push(leaf));
    let sums = domains.into_iter().map(|(code, leaves)| (code, shown(leaves.into_iter()))).collect();
    let interval = || Interval { low: "0.00".to_owned(), high: "1.00".to_owned() };
    let group = |(n, people): (usize, &u64), leaf: &Leaf| GroupLeaf {
        group: format!("g{n}"),
        rate: Some("50.00".to_owned()),
        answers: *people,
        respondents: *people,
        questions: leaf
            .questions
            .iter()
            .filter(|_| n == 0)
            .map(|(question, answers)| QuestionLeaf {
                form: "P1".to_owned(),
                question: question.clone(),
                answers: *answers,
                rate: Some("50.00".to_owned()),
            })
            .collect(),
    };
    let survey = leaves.iter().filter(|leaf| !leaf.people.is_empty()).map(|leaf| SurveyLeaf {
        code: leaf.code.clone(),
        points: Some(shown([leaf].into_iter())),
        rate: Some("50.00".to_owned()),
        answers: leaf.people.iter().sum(),
        respondents: leaf.people.iter().sum(),
        groups: leaf.people.iter().enumerate().map(|of| group(of, leaf)).collect(),
        interval: Some(interval()),
    });
    RunUnit {
        name: name(code),
        result: UnitResult {
            unit: code.to_owned(),
            survey: shown(leaves.iter().filter(|leaf| !leaf.people.is_empty())),
            appraised: shown(leaves.iter().filter(|leaf| leaf.people.is_empty())),
            total: Some(shown(leaves.iter())),
            total_exact: Some("1/3".to_owned()),
            rank: Some(rank),
            class: Some("good".to_owned()),
            missing: Vec::new(),
            leaves: leaves.iter().map(|leaf| (leaf.code.clone(), shown([leaf].into_iter()))).collect(),
        },
        sums,
        excused: Vec::new(),
        adjustments: Vec::new(),
        self_scored: SelfScored { claimed: String::new(), appraised: String::new(), leaves: Vec::new() },
        survey: survey.collect(),
        lost: Vec::new(),
        next: None,
        past: Line::default(),
        last_year: None,
        survey_interval: interval(),
        total_interval: None,
        ranks: None,
    }
}

pub fn run(units: Vec<(&str, Vec<Leaf>)>) -> Run {
    let mut framework = Vec::new();
    let mut leaves: Vec<_> = units.iter().flat_map(|(_, leaves)| leaves).collect();
    leaves.sort_by(|a, b| a.code.cmp(&b.code));
    leaves.dedup_by(|a, b| a.code == b.code);
    let node = |code: &str, level, max, method| Node {
        code: code.to_owned(),
        name: name(code),
        level,
        max_points: Points::fraction(max, 100).unwrap().shown(2),
        method,
    };
    for leaf in leaves {
        if framework.iter().all(|it: &Node| it.code != leaf.domain()) {
            framework.push(node(leaf.domain(), Level::Domain, 1000, None));
        }
        let method = if leaf.people.is_empty() { Method::SelfScored } else { Method::Survey };
        framework.push(node(&leaf.code, Level::Criterion, leaf.max, Some(method)));
    }
    let units = units.iter().zip(1..).map(|((code, leaves), rank)| unit(code, leaves, rank)).collect();
    let digest = Digest::of(b"x");
    let named = |code: &str| Named { code: code.to_owned(), name: name(code) };
    Run {
        inputs: Inputs {
            package: digest,
            ballots: digest,
            ballots_given: 9,
            ballots_counted: 9,
            assessments: digest,
            adjustments: None,
            previous: None,
        },
        rule: "1".to_owned(),
        program: "0.1.0".to_owned(),
        seed: String::new(),
        draws: 0,
        campaign: Heading {
            id: "c".to_owned(),
            title: name("Đợt"),
            year: 2026,
            criteria_decision: String::new(),
            province: name(""),
            office: name(""),
            practice: false,
            simulated: false,
            combine: Combine::Groups,
            dont_know: DontKnow::Exclude,
            min_answers: 1,
            decimals: 2,
        },
        groups: vec![named("g0"), named("g1")],
        tables: vec![RunTable {
            unit_type: named("department"),
            maximum: "100.00".to_owned(),
            framework,
            classes: vec![ClassCount {
                code: "good".to_owned(),
                name: name("Tốt"),
                min: "80".to_owned(),
                units: 1,
            }],
            without_class: 0,
            units,
            weakest: Vec::new(),
        }],
    }
}
