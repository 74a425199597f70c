//! Small forms for tests, after the sample's P7: a filter question, a part about the own unit, one about units chosen.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::tz::Offset;

use super::Moment;
use super::{
    Choice, FormDefinition, Group, Instance, Kind, Meta, Node, Question, Repeat, Scope, Surroundings, Target,
};
use crate::problem::Problem;

/// The units of type `district` and `department`.
pub const UNITS: [(&str, &[&str]); 2] =
    [("district", &["TPBK", "PN"]), ("department", &["SNV", "STP", "SXD"])];

pub fn one(list: &str) -> Kind {
    Kind::SelectOne(list.to_owned())
}

pub fn question(name: &str, kind: Kind) -> Question {
    Question { name: name.to_owned(), kind, ..Question::default() }
}

pub fn required(name: &str, kind: Kind) -> Node {
    Node::Question(Question { required: Some("true()".to_owned()), ..question(name, kind) })
}

pub fn optional(name: &str, kind: Kind) -> Node {
    Node::Question(question(name, kind))
}

pub fn when(relevant: &str, node: Node) -> Node {
    let relevant = Some(relevant.to_owned());
    match node {
        Node::Question(question) => Node::Question(Question { relevant, ..question }),
        Node::Group(group) => Node::Group(Group { relevant, ..group }),
        Node::Repeat(repeat) => Node::Repeat(Repeat { relevant, ..repeat }),
    }
}

pub fn limited(constraint: &str, node: Node) -> Node {
    let Node::Question(question) = node else { panic!("only questions have constraints") };
    let message = BTreeMap::from([("en".to_owned(), constraint.to_owned())]);
    let constraint = Some(constraint.to_owned());
    Node::Question(Question { constraint, constraint_message: message, ..question })
}

pub fn calculate(name: &str, calculation: &str) -> Node {
    let calculation = Some(calculation.to_owned());
    Node::Question(Question { calculation, ..question(name, Kind::Calculate) })
}

pub fn group(name: &str, nodes: Vec<Node>) -> Node {
    Node::Group(Group { name: name.to_owned(), nodes, ..Group::default() })
}

pub fn repeat(name: &str, unit_type: &str, scope: Scope, nodes: Vec<Node>) -> Node {
    let target = Target { unit_type: unit_type.to_owned(), scope };
    Node::Repeat(Repeat { name: name.to_owned(), label: BTreeMap::new(), relevant: None, target, nodes })
}

/// A form with the lists `yesno`, `quality`, `district` and `department`.
pub fn form(nodes: Vec<Node>) -> FormDefinition {
    let list = |names: &[&str]| -> Vec<Choice> {
        let option = |name: &&str| Choice { name: (*name).to_owned(), label: BTreeMap::new(), percent: None };
        names.iter().map(option).collect()
    };
    let mut choices = BTreeMap::from(UNITS.map(|(unit_type, units)| (unit_type.to_owned(), list(units))));
    choices.insert("yesno".to_owned(), list(&["yes", "no"]));
    choices.insert("quality".to_owned(), list(&["A", "B", "E"]));
    FormDefinition {
        id: "P7".to_owned(),
        version: "1".to_owned(),
        title: "P7".to_owned(),
        languages: Vec::new(),
        choices,
        nodes,
        source: None,
    }
}

/// The sample's P7, cut short.
pub fn p7() -> FormDefinition {
    let done = "${done} = 'yes'";
    form(vec![
        optional("start", Kind::Start),
        optional("end", Kind::End),
        optional("today", Kind::Today),
        optional("deviceid", Kind::DeviceId),
        optional("username", Kind::Username),
        group(
            "respondent",
            vec![
                limited("string-length(.) <= 10", optional("job", Kind::Text)),
                required("done", one("yesno")),
                when(done, limited(". >= 1 and . <= 12", optional("month", Kind::Integer))),
            ],
        ),
        when(
            done,
            repeat(
                "districts",
                "district",
                Scope::Own,
                vec![required("unit", one("district")), required("P7A", one("quality"))],
            ),
        ),
        when(done, optional("used", Kind::SelectMultiple("department".to_owned()))),
        when(
            done,
            repeat(
                "departments",
                "department",
                Scope::Used("used".to_owned()),
                vec![
                    required("unit", one("department")),
                    required("P7B", one("quality")),
                    when("${P7B} = 'B'", optional("why", Kind::Text)),
                ],
            ),
        ),
        optional("thanks", Kind::Note),
    ])
}

pub fn surroundings(own: Option<(&str, &str)>) -> Surroundings {
    let owned = |units: &[&str]| units.iter().map(|unit| (*unit).to_owned()).collect::<Vec<_>>();
    let units = UNITS.map(|(unit_type, units)| (unit_type, owned(units)));
    let json = serde_json::json!({ "units": BTreeMap::from(units), "own": own.into_iter().collect::<BTreeMap<_, _>>() });
    serde_json::from_value(json).expect("surroundings")
}

/// A place in the district TPBK.
pub fn commune() -> Surroundings {
    surroundings(Some(("district", "TPBK")))
}

pub fn moment(text: &str) -> Moment {
    Moment { at: text.parse().expect(text), offset: Offset::constant(7) }
}

pub fn meta() -> Meta {
    let started = moment("2019-11-05T15:59:00+07:00");
    Meta { started, finished: None, device: "tablet-1".to_owned(), username: "dtv01".to_owned() }
}

pub fn begin(definition: FormDefinition) -> Instance {
    try_begin(definition).expect("a form that runs")
}

pub fn try_begin(definition: FormDefinition) -> Result<Instance, Problem> {
    Instance::new(Arc::new(definition), &commune(), meta())
}

/// Answers several questions.
pub fn answer(instance: &mut Instance, answers: &[(&str, &str)]) {
    for (path, answer) in answers {
        instance.set(path, Some(answer)).expect(path);
    }
}
