//! The intervals over populations of known truth.

use serde_json::{Value, json};

use super::made::{Filled, run};
use crate::campaign::Campaign;
use crate::draw::Generator;
use crate::index::example::{appraised, campaign};
use crate::run::Interval;

/// The percents of the options; the last is no opinion.
const PERCENTS: [Option<f64>; 5] = [Some(100.0), Some(60.0), Some(20.0), Some(0.0), None];
/// The questions about departments, by form.
const QUESTIONS: [(&str, &str, &[&str]); 2] =
    [("F1", "units", &["q1", "q2"]), ("F2", "departments", &["r1", "r2"])];
/// Who answers: people differ in how they see everything.
const MOODS: usize = 3;

/// A population: in each stratum how many are asked, how often each mood is, and what people of it say to each question.
struct Population {
    strata: Vec<Stratum>,
}

struct Stratum {
    form: usize,
    place: String,
    asked: u64,
    moods: [u64; MOODS],
    /// By unit, question and mood: how often of 100 each option is chosen.
    says: Vec<Vec<[[u64; 5]; MOODS]>>,
}

impl Population {
    fn of(chance: &mut Generator) -> Self {
        let places = 16;
        let mut strata = Vec::new();
        for (form, (_, _, questions)) in QUESTIONS.iter().enumerate() {
            for place in 0..places {
                let lean = chance.below(20);
                let says = |mood: usize, chance: &mut Generator| {
                    let good = 10 + lean + 18 * mood as u64;
                    let [fair, none] = [10 + chance.below(15), chance.below(8)];
                    let rest = 100 - good - fair - none;
                    [good, fair, rest / 2, rest - rest / 2, none]
                };
                let question = |chance: &mut Generator| std::array::from_fn(|mood| says(mood, chance));
                strata.push(Stratum {
                    form,
                    place: format!("c{place}"),
                    asked: 2 + chance.below(3),
                    moods: std::array::from_fn(|_| 1 + chance.below(9)),
                    says: (0..2).map(|_| questions.iter().map(|_| question(chance)).collect()).collect(),
                });
            }
        }
        Self { strata }
    }

    /// What a leaf of a unit would have if everybody were asked, each stratum as often as it is asked now: leaf 1 is of both
    /// groups, leaf 2 of the last question.
    fn truth(&self, unit: usize) -> [f64; 2] {
        let rate = |form: usize, question: usize| {
            let (mut worth, mut answers) = (0.0, 0.0);
            for stratum in self.strata.iter().filter(|stratum| stratum.form == form) {
                let all: u64 = stratum.moods.iter().sum();
                for (share, says) in stratum.moods.iter().zip(&stratum.says[unit][question]) {
                    for (n, percent) in says.iter().zip(PERCENTS) {
                        let weight = (stratum.asked * share * n) as f64 / all as f64;
                        answers += percent.map_or(0.0, |_| weight);
                        worth += percent.unwrap_or(0.0) * weight;
                    }
                }
            }
            worth / answers
        };
        let first = f64::midpoint(rate(0, 0), rate(0, 1));
        [2.0 * (first + 3.0 * rate(1, 0)) / 400.0, 3.0 * rate(1, 1) / 100.0]
    }

    /// Asks.
    fn sample(&self, chance: &mut Generator) -> Vec<Filled> {
        let mut filled = Vec::new();
        for stratum in &self.strata {
            let (form, repeat, questions) = QUESTIONS[stratum.form];
            for _ in 0..stratum.asked {
                let mood = pick(&stratum.moods, chance);
                let instance = |unit: usize, chance: &mut Generator| {
                    let code = ["D1", "D2"][unit];
                    let mut said = json!({ "unit": code });
                    for (name, says) in questions.iter().zip(&stratum.says[unit]) {
                        said[name] = Value::from(["A", "B", "C", "D", "E"][pick(&says[mood], chance)]);
                    }
                    said
                };
                let said: Vec<Value> = (0..2).map(|unit| instance(unit, chance)).collect();
                let answers = json!({ repeat: said }).as_object().unwrap().clone();
                filled.push((form, stratum.place.clone(), answers));
            }
        }
        filled
    }
}

/// One of them, by how often each is.
fn pick(often: &[u64], chance: &mut Generator) -> usize {
    let mut left = chance.below(often.iter().sum());
    let found = often.iter().position(|n| {
        let here = left < *n;
        left = left.saturating_sub(*n);
        here
    });
    found.unwrap()
}

fn with_places() -> Campaign {
    let mut value = serde_json::to_value(campaign()).unwrap();
    let places = (0..16).map(|nth| json!({"code": format!("c{nth}"), "kind": "commune", "name": "x"}));
    value["places"] = places.collect();
    value["settings"]["decimals"] = json!(6);
    serde_json::from_value(value).unwrap()
}

/// How many of so many intervals have the truth in them, of the survey's points, of the total's and of each leaf's.
fn covered(populations: u64) -> [(u32, u32); 3] {
    let (campaign, mut found) = (with_places(), [(0, 0); 3]);
    let given = [appraised("D1", "3", "4"), appraised("D2", "3", "2")];
    for seed in 0..populations {
        let mut chance = Generator::of(seed);
        let population = Population::of(&mut chance);
        let run = run(&campaign, &population.sample(&mut chance), &given);
        for (nth, unit) in run.tables[0].units.iter().enumerate() {
            let truth = population.truth(nth);
            let sum = truth[0] + truth[1];
            let mut look = |of: usize, interval: &Interval, truth: f64| {
                let [low, high] = [&interval.low, &interval.high].map(|it| it.parse::<f64>().unwrap());
                found[of].0 += u32::from((low..=high).contains(&truth));
                found[of].1 += 1;
            };
            look(0, &unit.survey_interval, sum);
            look(1, unit.total_interval.as_ref().unwrap(), sum + [4.0, 2.0][nth]);
            for (leaf, truth) in unit.survey.iter().zip(truth) {
                look(2, leaf.interval.as_ref().unwrap(), truth);
            }
        }
    }
    found
}

#[test]
#[ignore = "takes minutes: make test-long"]
fn the_interval_covers_the_truth_of_92_to_97_of_100_populations() {
    for (hits, all) in covered(500) {
        let percent = f64::from(hits) * 100.0 / f64::from(all);
        assert!((92.0..=97.0).contains(&percent), "{hits} of {all}");
    }
}

#[test]
fn the_interval_covers_the_truth_of_most_populations() {
    for (hits, all) in covered(20) {
        assert!(hits * 100 >= all * 80 && all >= 40, "{hits} of {all}");
    }
}
