//! Six kinds of cheating, each as somebody would do it who does not know the limits: some of it stays below them.

use serde_json::Value;
use shared::ballot::Mode;

use crate::chance::Chance;
use crate::people::{DAY, Filled, World, cells, duration, set};

/// What the kinds are called, and how many ballots of each are planted.
pub const KINDS: [(&str, usize); 6] = [
    ("tapped through", 17),
    ("one option for all", 17),
    ("no opinion on anything", 17),
    ("copied", 17),
    ("side by side", 16),
    ("at night, clock set back", 16),
];

/// Ten interviewers cheat, each in a way or two.
pub fn plant(
    chance: &mut Chance,
    world: &mut World,
    honest: &[Filled],
    interviewers: &[String],
) -> Vec<Filled> {
    let mut cheats: Vec<String> = interviewers.to_vec();
    while cheats.len() > 10 {
        let at = chance.below(cheats.len());
        cheats.swap_remove(at);
    }
    let mut planted: Vec<Filled> = Vec::new();
    for (kind, (_, n)) in KINDS.into_iter().enumerate() {
        let here = planted.len();
        while planted.len() < here + n {
            let by = chance.one(&cheats).clone();
            let theirs: Vec<&Filled> = honest.iter().filter(|it| it.by() == by).collect();
            let model = (*chance.one(&theirs)).clone();
            if kind == 4 && model.frame.mode != Mode::Tablet {
                continue;
            }
            let many = if kind == 4 && chance.happens(0.5) { 3 + chance.below(2) } else { 1 };
            let evening = free_evening(&by, honest, &planted, chance);
            for nth in 0..many.min(here + n - planted.len()) {
                let mut ballot = cheat(chance, world, kind, &model, &theirs);
                let long = ballot.finished - ballot.started;
                ballot.started = match kind {
                    4 if many == 1 => {
                        model.started
                            + ((model.finished - model.started) as f64 * chance.between(0.1, 0.6)) as i64
                    }
                    4 => evening + (nth as f64 * chance.between(60.0, 240.0)) as i64,
                    5 => model.started / DAY * DAY + (chance.between(21.3, 23.2) * 3600.0) as i64,
                    _ => evening,
                };
                ballot.finished = ballot.started + long;
                planted.push(ballot);
            }
        }
    }
    planted
}

/// After the last interview of a day of theirs, and after what was invented that evening before.
fn free_evening(by: &str, honest: &[Filled], planted: &[Filled], chance: &mut Chance) -> i64 {
    let theirs: Vec<i64> = honest.iter().filter(|it| it.by() == by).map(|it| it.finished).collect();
    let day = chance.one(&theirs) / DAY;
    let that_day = honest.iter().chain(planted).filter(|it| it.by() == by && it.finished / DAY == day);
    let last = that_day.map(|it| it.finished).filter(|at| at % DAY < 21 * 3600).max().unwrap_or_default();
    last.max(day * DAY + 16 * 3600) + (chance.between(2.0, 20.0) * 60.0) as i64
}

fn cheat(chance: &mut Chance, world: &mut World, kind: usize, model: &Filled, theirs: &[&Filled]) -> Filled {
    let mut ballot = Filled { cheat: Some(kind), ..model.clone() };
    ballot.frame.mode = Mode::Tablet;
    ballot.answers = world.answer(chance, &ballot.frame);
    let mut long = duration(chance, &ballot.answers) as f64;
    match kind {
        0 => long *= chance.around(0.15, 0.45),
        1 | 2 => {
            let option = if kind == 2 {
                "E"
            } else if chance.happens(0.6) {
                "A"
            } else {
                "B"
            };
            for cell in cells(&ballot.answers) {
                if chance.happens(0.98) {
                    set(&mut ballot.answers, &cell, option);
                }
            }
            long *= chance.between(0.35, 0.9);
        }
        3 => {
            let same: Vec<_> = theirs.iter().filter(|it| it.frame.form == ballot.frame.form).collect();
            let source = *chance.one(&same);
            ballot.frame = source.frame.clone();
            ballot.frame.mode = Mode::Tablet;
            let mut answers = source.answers.clone();
            for cell in cells(&answers) {
                if chance.happens(0.04) {
                    set(&mut answers, &cell, chance.one::<&str>(&["A", "B", "C"]));
                }
            }
            answers.insert("sex".to_owned(), Value::from(*chance.one(&["m", "f"])));
            ballot.answers = answers;
            long *= chance.between(0.4, 1.0);
        }
        5 if chance.happens(0.5) => {
            ballot.behind += (chance.between(6.0, 9.0) * 3600.0) as i64;
            // Some put it right before they send: nothing tells then.
            ballot.behind_when_sent = if chance.happens(0.2) { model.behind } else { ballot.behind };
        }
        _ => {}
    }
    ballot.finished = ballot.started + long as i64;
    ballot
}
