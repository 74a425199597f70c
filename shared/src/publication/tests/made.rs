//! Runs that are written down: one unit type, leaves with their people.

use std::collections::BTreeMap;

use crate::ballot::Digest;
use crate::campaign::{Combine, DontKnow, Level, Method, Name};
use crate::points::Points;
use crate::publication::FEW;
use crate::run::{ClassCount, Named};
use crate::run::{
    GroupLeaf, Heading, Inputs, Interval, LastYear, Line, Node, QuestionLeaf, Run, RunTable, RunUnit,
    SelfScored, SurveyLeaf,
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
    /// The questions of the first group, with how many answered each.
    pub questions: Vec<(String, u64)>,
    /// What its people said together, where each may say nothing, a half (1) or all (2) of the points.
    pub said: i64,
}

/// Points are hundredths of three.
pub fn surveyed(code: &str, points: i64, people: &[u64]) -> Leaf {
    let questions = people.iter().take(1).map(|people| (format!("q{code}"), *people)).collect();
    let points = Points::fraction(points, 100).unwrap();
    Leaf { code: code.to_owned(), points, max: 300, people: people.to_vec(), questions, said: 0 }
}

/// A leaf of which people said together so many halves of its maximum, in hundredths.
pub fn said(code: &str, max: i64, people: u64, said: i64) -> Leaf {
    let points = Points::fraction(max * said, 200 * i64::try_from(people).unwrap()).unwrap();
    Leaf { points, max, said, ..surveyed(code, 0, &[people]) }
}

pub fn appraised(code: &str, points: i64) -> Leaf {
    surveyed(code, points, &[])
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

fn exact(leaves: &[Leaf]) -> Points {
    leaves.iter().map(|leaf| leaf.points.clone()).sum()
}

fn shown<'a>(leaves: impl Iterator<Item = &'a Leaf>) -> String {
    leaves.map(|leaf| leaf.points.clone()).sum::<Points>().shown(2)
}

/// The percent of it that was reached.
fn rate(leaf: &Leaf) -> String {
    (&leaf.points * &Points::fraction(10_000, leaf.max).unwrap()).shown(2)
}

fn unit(code: &str, leaves: &[Leaf]) -> RunUnit {
    let mut domains = BTreeMap::<_, Vec<&Leaf>>::new();
    leaves.iter().for_each(|leaf| domains.entry(leaf.domain().to_owned()).or_default().push(leaf));
    let sums = domains.into_iter().map(|(code, leaves)| (code, shown(leaves.into_iter()))).collect();
    let interval = || Interval { low: "0.00".to_owned(), high: "1.00".to_owned() };
    let group = |(n, people): (usize, &u64), leaf: &Leaf| {
        let others = [(format!("q{}", leaf.code), *people)];
        let questions = if n == 0 { &leaf.questions[..] } else { &others };
        let question = |(question, answers): &(String, u64)| QuestionLeaf {
            form: format!("P{n}"),
            question: question.clone(),
            answers: *answers,
            rate: (*answers > 0).then(|| rate(leaf)),
        };
        GroupLeaf {
            group: format!("g{n}"),
            rate: Some(rate(leaf)),
            answers: *people,
            respondents: *people,
            questions: questions.iter().map(question).collect(),
        }
    };
    let survey = leaves.iter().filter(|leaf| !leaf.people.is_empty()).map(|leaf| SurveyLeaf {
        code: leaf.code.clone(),
        points: Some(shown([leaf].into_iter())),
        rate: Some(rate(leaf)),
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
            total_exact: Some(exact(leaves).exact()),
            rank: None,
            class: None,
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
        last_year: Some(LastYear { year: 2018, total: "1.00".to_owned(), change: None }),
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
    let maximum: Points =
        framework.iter().filter(|node| node.method.is_some()).map(|node| number(&node.max_points)).sum();
    let units = units.iter().map(|(code, leaves)| unit(code, leaves)).collect();
    let digest = Digest::of(b"x");
    let named = |code: &str| Named { code: code.to_owned(), name: name(code) };
    let mut run = Run {
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
        weights: vec![Points::whole(1), Points::whole(1)],
        tables: vec![RunTable {
            unit_type: named("department"),
            maximum: maximum.shown(2),
            framework,
            classes: vec![ClassCount {
                code: "good".to_owned(),
                name: name("Tốt"),
                min: (&maximum / &Points::whole(2)).shown(2),
                units: 0,
            }],
            without_class: 0,
            units,
            weakest: Vec::new(),
        }],
    };
    place(&mut run.tables[0]);
    run
}

fn number(text: &str) -> Points {
    Points::parse(text).unwrap()
}

/// Gives each unit its rank and class, and how much its total is more than last year's.
fn place(table: &mut RunTable) {
    let total = |unit: &RunUnit| number(unit.result.total.as_deref().unwrap());
    let totals: Vec<_> = table.units.iter().map(total).collect();
    let min = number(&table.classes[0].min);
    for (unit, total) in table.units.iter_mut().zip(&totals) {
        let above = totals.iter().filter(|other| *other > total).count();
        unit.result.rank = u32::try_from(above + 1).ok();
        unit.result.class = (*total >= min).then(|| "good".to_owned());
        let last = unit.last_year.as_mut().unwrap();
        last.change = Some((total - &number(&last.total)).shown(2));
    }
}

/// Excuses the first unit from a leaf of so many hundredths, so that its other points weigh more.
pub fn excuse(run: &mut Run, leaves: &[Leaf], max: i64) {
    let (table, max) = (&mut run.tables[0], Points::fraction(max, 100).unwrap());
    let node = |code: &str, level, method| Node {
        code: code.to_owned(),
        name: name(code),
        level,
        max_points: max.shown(2),
        method,
    };
    table.framework.push(node("9", Level::Domain, None));
    table.framework.push(node("9.9", Level::Criterion, Some(Method::SelfScored)));
    let judged = number(&table.maximum);
    let maximum = &judged + &max;
    let unit = &mut table.units[0];
    let total = &exact(leaves) * &(&maximum / &judged);
    (unit.result.total, unit.result.total_exact) = (Some(total.shown(2)), Some(total.exact()));
    unit.excused = vec!["9.9".to_owned()];
    table.maximum = maximum.shown(2);
    place(table);
}
