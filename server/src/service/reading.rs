//! A ballot's answers for reading: with questions and labels, in the form's order. Nothing that was said is left out.

use serde_json::Value;
use shared::ballot::{Answers, Ballot};
use shared::form::{FormDefinition, Kind, Node, Question, Text, UNIT, flat};
use shared::wire::AnswerRow;

use super::KnownCampaign;

/// All answers: those that the form knows in its order, then any others.
pub fn answers(known: Option<&KnownCampaign>, ballot: &Ballot) -> Vec<AnswerRow> {
    let header = &ballot.header;
    let definition =
        known.and_then(|known| known.version(&header.form, &header.version)).map(|v| &*v.definition);
    let mut rows = Rows { definition, rows: Vec::new() };
    rows.level(definition.map_or(&[][..], |definition| &definition.nodes), &ballot.answers, None);
    rows.rows
}

struct Rows<'a> {
    definition: Option<&'a FormDefinition>,
    rows: Vec<AnswerRow>,
}

impl Rows<'_> {
    /// One level of the form: the questions outside repeats, or those of one repeat instance.
    fn level(&mut self, nodes: &[Node], answers: &Answers, unit: Option<&str>) {
        let mut seen = Vec::new();
        self.nodes(nodes, answers, unit, &mut seen);
        for (name, value) in answers {
            let fixed = unit.is_some() && name == UNIT;
            if fixed || seen.contains(name) {
                continue;
            }
            match value.as_array().filter(|list| list.iter().any(Value::is_object)) {
                Some(instances) => self.instances(&[], instances),
                None => self.answer(&Question { name: name.clone(), ..Question::default() }, value, unit),
            }
        }
    }

    fn nodes(&mut self, nodes: &[Node], answers: &Answers, unit: Option<&str>, seen: &mut Vec<String>) {
        for node in flat(nodes) {
            match node {
                Node::Question(question) => {
                    if let Some(value) = answers.get(&question.name).filter(|_| question.name != UNIT) {
                        seen.push(question.name.clone());
                        self.answer(question, value, unit);
                    }
                }
                Node::Repeat(repeat) => {
                    if let Some(instances) = answers.get(&repeat.name).and_then(Value::as_array) {
                        seen.push(repeat.name.clone());
                        self.instances(&repeat.nodes, instances);
                    }
                }
                // Opened already.
                Node::Group(_) => {}
            }
        }
    }

    fn instances(&mut self, nodes: &[Node], instances: &[Value]) {
        for instance in instances.iter().filter_map(Value::as_object) {
            let unit = instance.get(UNIT).and_then(Value::as_str).unwrap_or_default();
            self.level(nodes, instance, Some(unit));
        }
    }

    fn answer(&mut self, question: &Question, value: &Value, unit: Option<&str>) {
        let chosen: Vec<String> = match value {
            Value::Array(several) => several.iter().map(plain).collect(),
            one => vec![plain(one)],
        };
        let list = match &question.kind {
            Kind::SelectOne(list) | Kind::SelectMultiple(list) => Some(list),
            _ => None,
        };
        let choices = list.and_then(|list| self.definition?.choices.get(list));
        let labels = choices.map_or_else(Vec::new, |choices| {
            let label = |name: &String| choices.iter().find(|choice| choice.name == *name).map(|c| &c.label);
            // An option that the form does not know stands as itself.
            let itself = |name: &String| Text::from([(String::new(), name.clone())]);
            chosen.iter().map(|name| label(name).cloned().unwrap_or_else(|| itself(name))).collect()
        });
        self.rows.push(AnswerRow {
            unit: unit.map(str::to_owned),
            question: question.name.clone(),
            kind: question.kind.clone(),
            label: question.label.clone(),
            value: chosen.join(" "),
            labels,
        });
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
