//! Honest people: what they think, how long they take, how they tire; and the days of who asks them.

use std::collections::HashMap;

use serde_json::Value;
use shared::ballot::{Answers, BallotLine, Mode};

use crate::chance::Chance;

/// The share of a day, in seconds since 1970, local.
pub const DAY: i64 = 86_400;
const OPTIONS: [&str; 5] = ["A", "B", "C", "D", "E"];

/// A ballot of the simulation. Times are true ones, in seconds since 1970.
#[derive(Clone)]
pub struct Filled {
    /// Form, place, interviewer and way, as a line of the sample has them.
    pub frame: BallotLine,
    pub answers: Answers,
    pub started: i64,
    pub finished: i64,
    /// How far the device's clock was behind while it was filled in, and when it was sent; in seconds.
    pub behind: i64,
    pub behind_when_sent: i64,
    /// The kind of cheating; none of an honest one.
    pub cheat: Option<usize>,
}

impl Filled {
    pub fn by(&self) -> &str {
        self.frame.interviewer.as_deref().unwrap_or_default()
    }
}

/// Each answer about a unit: repeat, entry, question.
pub fn cells(answers: &Answers) -> Vec<(String, usize, String)> {
    let mut cells = Vec::new();
    for (repeat, value) in answers {
        let units = value.as_array().into_iter().flatten().filter_map(Value::as_object);
        for (nth, unit) in units.enumerate() {
            let asked = unit.keys().filter(|key| *key != "unit");
            cells.extend(asked.map(|question| (repeat.clone(), nth, question.clone())));
        }
    }
    cells
}

/// Sets an answer about a unit.
pub fn set(answers: &mut Answers, (repeat, nth, question): &(String, usize, String), option: &str) {
    answers[repeat][*nth][question] = option.into();
}

/// How people see units and questions, the same for all who answer.
pub struct World {
    means: HashMap<String, f64>,
}

impl World {
    pub fn new() -> Self {
        Self { means: HashMap::new() }
    }

    fn mean(&mut self, chance: &mut Chance, of: &str) -> f64 {
        *self.means.entry(of.to_owned()).or_insert_with(|| chance.normal())
    }

    /// What a person says. Some are content with everything, some know little; before long grids some tire, and from there on say
    /// nearly always what they said last.
    pub fn answer(&mut self, chance: &mut Chance, frame: &BallotLine) -> Answers {
        let mut answers = frame.answers.clone();
        let cells = cells(&answers);
        let (mood, content) = (chance.normal(), chance.happens(0.04));
        let knows_little = if chance.happens(0.05) { chance.between(0.3, 0.7) } else { 0.05 };
        let tires = chance.happens(if cells.len() >= 40 { 0.25 } else { 0.05 });
        let tired_from = if tires { chance.between(0.3, 0.9) * cells.len() as f64 } else { f64::MAX };
        let mut last = "B";
        for (at, cell) in cells.iter().enumerate() {
            let unit = frame.answers[&cell.0][cell.1]["unit"].as_str().unwrap_or_default().to_owned();
            let option = if at as f64 > tired_from && chance.happens(0.97) {
                last
            } else if chance.happens(knows_little) {
                "E"
            } else if content {
                if chance.happens(0.9) { "A" } else { "B" }
            } else {
                let (unit, question) = (self.mean(chance, &unit), self.mean(chance, &cell.2));
                let seen = 0.6 * mood + 0.5 * unit + 0.4 * question + chance.normal();
                OPTIONS[[0.3, -0.6, -1.5].iter().filter(|bound| seen < **bound).count()]
            };
            set(&mut answers, cell, option);
            last = option;
        }
        answers
    }
}

/// How many seconds an interview takes: a beginning, and some time for each answer. Some are quick, some are called away.
pub fn duration(chance: &mut Chance, answers: &Answers) -> i64 {
    let usual = 240.0 + 7.0 * cells(answers).len() as f64;
    let pace = match chance.unit() {
        it if it < 0.03 => 0.5,
        it if it < 0.06 => chance.between(2.0, 4.0),
        _ => 1.0,
    };
    chance.around(usual * pace, 0.3) as i64
}

/// The days of each interviewer from the first of the survey on: one interview after the other, from half past seven to five, on
/// some days into the evening. Now and then one is left open while the next is held.
pub fn schedule(chance: &mut Chance, ballots: &mut [Filled], first_day: i64) {
    let mut free: HashMap<String, (i64, i64)> = HashMap::new();
    for ballot in ballots {
        let by = ballot.by().to_owned();
        let long = ballot.finished - ballot.started;
        let begin = first_day + 7 * 3600 + 1800;
        let (mut at, mut ends) = free.get(&by).copied().unwrap_or((begin, begin + 9 * 3600 + 1800));
        if at > ends {
            let day = (at - first_day) / DAY + 1;
            at = begin + day * DAY + (chance.unit() * 1200.0) as i64;
            let hour = if chance.happens(0.1) { 20 } else { 17 };
            ends = first_day + day * DAY + hour * 3600;
        }
        (ballot.started, ballot.finished) = (at, at + long);
        let next = match chance.unit() {
            it if it < 0.005 => at + long / 3,
            it if it < 0.03 => at + long - 90,
            _ => at + long + chance.around(480.0, 0.8) as i64,
        };
        free.insert(by, (next, ends));
    }
}

/// The clocks of the tablets: a few seconds off, one off by a day, one by hours until somebody puts it right, one that now and then
/// begins at its factory's date until it has a network.
pub fn clocks(chance: &mut Chance, ballots: &mut [Filled], interviewers: &[String], first_day: i64) {
    let wrong: Vec<String> = (0..3).map(|_| chance.one(interviewers).clone()).collect();
    let mut off: HashMap<String, i64> = HashMap::new();
    for ballot in ballots.iter_mut().filter(|it| it.frame.mode == Mode::Tablet) {
        let by = ballot.by().to_owned();
        let usual = *off.entry(by.clone()).or_insert_with(|| (chance.normal() * 90.0) as i64);
        let more = if by == wrong[0] {
            DAY
        } else if by == wrong[1] && ballot.started < first_day + 2 * DAY {
            5 * 3600
        } else if by == wrong[2] && chance.happens(0.1) {
            300 * DAY
        } else {
            0
        };
        ballot.behind = usual + more;
        ballot.behind_when_sent = ballot.behind;
    }
}
