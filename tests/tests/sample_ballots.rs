//! The samples' 1,034 and 1,961 ballots through the form engine: each is one that its form, at its place, could have given.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::sync::Arc;

use jiff::tz::TimeZone;
use serde_json::Value;
use shared::ballot::{Answers, BallotLine};
use shared::campaign::Campaign;
use shared::form::session::{self, Around, Said, Session, Violation};
use shared::form::{Defect, Instance, Meta, Moment, Plan, What};
use shared::wire::Status;
use tests::sample;

/// A sample of the corpus, as read.
struct Sample {
    campaign: Campaign,
    ballots: Vec<BallotLine>,
}

fn samples() -> Vec<Sample> {
    let read = |id: &str| {
        let (campaign, faults) = server::package::read(&sample::folder(id)).expect("a package");
        assert_eq!(faults, []);
        let text = fs::read_to_string(sample::folder(id).join("ballots.jsonl")).expect("ballots");
        Sample {
            campaign: campaign.expect("no fault, so a campaign"),
            ballots: text.lines().map(|line| serde_json::from_str(line).expect(line)).collect(),
        }
    };
    sample::WHOLE.into_iter().map(read).collect()
}

fn plans(campaign: &Campaign) -> HashMap<&str, Arc<Plan>> {
    let plan = |form| Arc::new(Plan::of(Clone::clone(form)).expect("a form that runs"));
    campaign.definitions.iter().map(|form| (&*form.id, plan(form))).collect()
}

fn meta(ballot: &BallotLine) -> Meta {
    let moment = |at| Moment { at, offset: jiff::tz::offset(7) };
    Meta {
        started: moment(ballot.started),
        finished: Some(moment(ballot.finished)),
        device: String::new(),
        username: ballot.interviewer.clone().unwrap_or_default(),
    }
}

/// What an interviewer would have tapped, path by path.
fn taps(answers: &Answers) -> Vec<(String, String)> {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Array(chosen) => chosen.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    };
    let mut taps = Vec::new();
    for (name, value) in answers {
        match value {
            Value::Array(units) if units.first().is_some_and(Value::is_object) => {
                for unit in units.iter().filter_map(Value::as_object) {
                    let code = unit["unit"].as_str().expect("a unit");
                    let about = unit.iter().filter(|(question, _)| *question != "unit");
                    taps.extend(about.map(|(question, v)| (format!("/{name}[{code}]/{question}"), text(v))));
                }
            }
            // A repeat without units.
            Value::Array(none) if none.is_empty() => {}
            value => taps.push((format!("/{name}"), text(value))),
        }
    }
    taps
}

/// The sample lists chosen units as they were chosen; an interview seals them in the order of the units sheet.
fn in_order(campaign: &Campaign, mut answers: Answers) -> Answers {
    let rank = |answers: &Value| campaign.units.iter().position(|unit| answers["unit"] == unit.code);
    for list in answers.values_mut().filter_map(Value::as_array_mut) {
        if list.iter().all(Value::is_object) {
            list.sort_by_key(rank);
        }
    }
    answers
}

#[test]
fn every_ballot_of_the_samples_is_right() {
    let samples = samples();
    assert_eq!(samples.iter().map(|sample| sample.ballots.len()).collect::<Vec<_>>(), [1034, 1961]);
    for Sample { campaign, ballots } in &samples {
        let plans = plans(campaign);
        for ballot in ballots {
            let surroundings = campaign.surroundings(&ballot.place);
            let outcome = plans[&*ballot.form].check(&surroundings, &meta(ballot), &ballot.answers);
            assert_eq!(outcome.faults, [], "{}", ballot.id);
            assert_eq!(outcome.screened_out, ballot.status == Status::ScreenedOut, "{}", ballot.id);
        }
    }
}

#[test]
fn an_interview_with_the_same_answers_seals_the_same_answers() {
    for Sample { campaign, ballots } in samples() {
        let plans = plans(&campaign);
        for ballot in ballots {
            let surroundings = campaign.surroundings(&ballot.place);
            let mut instance = Instance::on(Arc::clone(&plans[&*ballot.form]), &surroundings, meta(&ballot));
            // Backwards, so that much is answered before it is asked.
            for (path, answer) in taps(&ballot.answers).iter().rev() {
                instance.set(path, Some(answer)).unwrap_or_else(|problem| panic!("{}: {problem}", ballot.id));
            }
            assert_eq!(instance.faults(), [], "{}", ballot.id);
            let mut answers = instance.answers();
            answers.retain(|name, _| !["start", "end", "today", "deviceid", "username"].contains(&&**name));
            assert_eq!(answers, in_order(&campaign, ballot.answers), "{}", ballot.id);
        }
    }
}

/// After so many answers it is looked at whether both engines say the same.
const LOOKED_AT: usize = 25;

/// What a question that is asked says, requires and refuses, by its reference.
type Standing = BTreeMap<String, (String, bool, Option<Violation>)>;

fn by_the_cells(instance: &Instance, session: &Session) -> Standing {
    let asked = instance.walk().into_iter().filter_map(|item| match item.what {
        What::Question(asked) => Some((session.reference(&item.path).expect("its reference"), asked)),
        _ => None,
    });
    let wrong = |defect| match defect {
        Defect::Required => Violation::Required,
        Defect::Constraint => Violation::Constraint,
        Defect::Type => panic!("no answer of its kind"),
    };
    asked
        .map(|(at, asked)| {
            (at, (asked.value.to_owned(), asked.required && asked.open, asked.defect.map(wrong)))
        })
        .collect()
}

fn by_the_session(session: &Session) -> Standing {
    let text = |said: &Said| match said {
        Said::Text(text) => text.clone(),
        Said::Whole(text) | Said::Day(text) => text.clone().unwrap_or_default(),
        Said::Number(number) => number.map(|number| number.to_string()).unwrap_or_default(),
        Said::Choices(chosen) => chosen.join(" "),
        Said::Nothing | Said::Acknowledged(_) => String::new(),
    };
    let asked = session.look().into_iter().filter(|seen| seen.relevant);
    let asked = asked.filter(|seen| ["input", "select", "note"].contains(&seen.kind));
    asked.map(|seen| (seen.reference.clone(), (text(&seen.value), seen.required, seen.violation))).collect()
}

#[test]
fn the_session_says_the_same_as_a_ballot_grows() {
    for Sample { campaign, ballots } in samples() {
        let plans = plans(&campaign);
        for (form, plan) in &plans {
            let over = Arc::new(session::Plan::over(plan));
            // Some of each form, from all over.
            let its: Vec<&BallotLine> = ballots.iter().filter(|ballot| ballot.form == *form).collect();
            for ballot in its.iter().step_by(its.len() / 3 + 1) {
                let surroundings = campaign.surroundings(&ballot.place);
                let mut instance = Instance::on(Arc::clone(plan), &surroundings, meta(ballot));
                let zone = TimeZone::fixed(jiff::tz::offset(7));
                let around = Around { now: ballot.finished, zone, seed: 0 };
                let opened =
                    Session::open_at(Arc::clone(&over), around, &surroundings).expect("an interview");
                assert_eq!(opened.flaws, [], "{form}");
                let mut session = opened.session;
                let taps = taps(&ballot.answers);
                for (nth, (path, answer)) in taps.iter().enumerate() {
                    let reference = session.reference(path).expect("its reference");
                    instance.set(path, Some(answer)).expect("an open question");
                    session.answer(&reference, answer).expect("an open question");
                    // To look at all of it takes longer than to answer.
                    if nth % LOOKED_AT == 0 || nth + 1 == taps.len() {
                        let (said, cells) = (by_the_session(&session), by_the_cells(&instance, &session));
                        assert_eq!(said, cells, "{} {path}", ballot.id);
                    }
                }
            }
        }
    }
}

/// The first answer that is a list about units.
fn judged(answers: &Answers) -> String {
    let about_units =
        |answer: &Value| answer.as_array().is_some_and(|rows| rows.iter().any(Value::is_object));
    let found = answers.iter().find(|(_, answer)| about_units(answer));
    found.expect("a ballot that judges units").0.clone()
}

#[test]
fn a_ballot_with_one_thing_wrong_is_seen() {
    for Sample { campaign, ballots } in samples() {
        let plans = plans(&campaign);
        let codes = |ballot: &BallotLine| {
            let surroundings = campaign.surroundings(&ballot.place);
            let outcome = plans[&*ballot.form].check(&surroundings, &meta(ballot), &ballot.answers);
            outcome.faults.into_iter().map(|fault| fault.code).collect::<Vec<_>>()
        };
        // One that the filter question ended has no units to be wrong about.
        let valid = ballots.into_iter().filter(|ballot| ballot.status == Status::Valid);
        for (n, ballot) in valid.enumerate() {
            let mut wrong = ballot.clone();
            let repeat = judged(&wrong.answers);
            let code = match n % 5 {
                0 => {
                    wrong.answers[&repeat][0]["unit"] = Value::from("XX");
                    "ballot.unit_unknown"
                }
                1 => {
                    wrong.answers.remove("sex");
                    "ballot.required"
                }
                2 => {
                    wrong.answers["sex"] = Value::from("none of them");
                    "ballot.unknown_option"
                }
                3 => {
                    wrong.answers[&repeat] = Value::Array(Vec::new());
                    "ballot.unit_missing"
                }
                4 if campaign.settings.id == sample::WHOLE[0] => {
                    wrong.answers.insert("occupation".to_owned(), Value::from("x".repeat(101)));
                    "ballot.constraint"
                }
                _ => {
                    wrong.answers.insert("no_such_question".to_owned(), Value::from("x"));
                    "ballot.unknown_question"
                }
            };
            assert!(codes(&wrong).iter().any(|found| found == code), "{} {code}", ballot.id);
        }
    }
}
