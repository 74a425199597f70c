//! What keeps a ballot of a file from being counted as it stands. Nothing in it is silently left aside.

use std::collections::BTreeSet;

use serde_json::Value;

use super::judged::flat;
use crate::ballot::{Answers, BallotLine};
use crate::campaign::Campaign;
use crate::form::{FormDefinition, Kind, Node, Question, Repeat, UNIT};
use crate::problem::Problem;

/// All faults of a ballot against its campaign.
pub fn ballot_faults(campaign: &Campaign, ballot: &BallotLine) -> Vec<Problem> {
    if !campaign.forms.iter().any(|form| form.form == ballot.form) {
        return vec![Problem::new("ballots.form_unknown").with("form", &ballot.form)];
    }
    let Some(definition) = campaign.definition_version(&ballot.form, &ballot.version) else {
        let problem = Problem::new("ballots.version_unknown");
        return vec![problem.with("form", &ballot.form).with("version", &ballot.version)];
    };
    let mut faults = Vec::new();
    let place = &*ballot.place;
    if !campaign.has_place(place) {
        faults.push(Problem::new("ballots.place_unknown").with("place", place));
    }
    let mut reading = Reading { campaign, definition, faults };
    for (name, answer) in &ballot.answers {
        match node(&definition.nodes, name) {
            Some(Node::Question(question)) => reading.options(question, answer),
            Some(Node::Repeat(repeat)) => reading.instances(repeat, answer),
            _ => reading.faults.push(unknown_question(name)),
        }
    }
    reading.faults
}

fn node<'a>(nodes: &'a [Node], name: &str) -> Option<&'a Node> {
    flat(nodes).into_iter().find(|node| match node {
        Node::Question(question) => question.name == name,
        Node::Repeat(repeat) => repeat.name == name,
        Node::Group(_) => false,
    })
}

fn unknown_question(name: &str) -> Problem {
    Problem::new("ballots.question_unknown").with("question", name)
}

struct Reading<'a> {
    campaign: &'a Campaign,
    definition: &'a FormDefinition,
    faults: Vec<Problem>,
}

impl Reading<'_> {
    fn instances(&mut self, repeat: &Repeat, answer: &Value) {
        let Some(instances) = answer.as_array() else {
            return self.faults.push(Problem::new("ballots.not_a_list").with("question", &repeat.name));
        };
        let mut seen = BTreeSet::new();
        for (i, instance) in instances.iter().enumerate() {
            let unit = instance.get(UNIT).and_then(Value::as_str);
            let (Some(answers), Some(unit)) = (instance.as_object(), unit) else {
                let problem = Problem::new("ballots.unit_absent");
                self.faults.push(problem.with("question", &repeat.name).with("number", i + 1));
                continue;
            };
            let fault = match self.campaign.unit(unit) {
                None => Some("ballots.unit_unknown"),
                Some(known) if known.unit_type != repeat.target.unit_type => {
                    Some("ballots.unit_of_other_type")
                }
                Some(_) => (!seen.insert(unit)).then_some("ballots.unit_twice"),
            };
            if let Some(code) = fault {
                self.faults.push(Problem::new(code).with("unit", unit).with("question", &repeat.name));
            }
            self.instance(repeat, answers);
        }
    }

    fn instance(&mut self, repeat: &Repeat, answers: &Answers) {
        for (name, answer) in answers.iter().filter(|(name, _)| *name != UNIT) {
            match node(&repeat.nodes, name) {
                Some(Node::Question(question)) => self.options(question, answer),
                _ => self.faults.push(unknown_question(name)),
            }
        }
    }

    /// Every chosen option must be one of the question's. An absent answer may also be written as null.
    fn options(&mut self, question: &Question, answer: &Value) {
        let (list, chosen) = match (&question.kind, answer) {
            (_, Value::Null) => return,
            (Kind::SelectOne(list), one) => (list, std::slice::from_ref(one)),
            (Kind::SelectMultiple(list), Value::Array(several)) => (list, &several[..]),
            (Kind::SelectMultiple(list), other) => (list, std::slice::from_ref(other)),
            _ => return,
        };
        let choices = self.definition.choices.get(list).map_or(&[][..], Vec::as_slice);
        for option in chosen {
            if !choices.iter().any(|choice| option.as_str() == Some(&choice.name)) {
                let written = option.as_str().map_or_else(|| option.to_string(), str::to_owned);
                let problem = Problem::new("ballots.option_unknown");
                self.faults.push(problem.with("question", &question.name).with("option", written));
            }
        }
    }
}
