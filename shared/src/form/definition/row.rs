//! Reads nodes as the flat rows that they are in JSON: reading tagged enums would take a second reader of every type in
//! them, which is weight on the way to each tablet.

use serde::Deserialize;

use super::{Group, Kind, Node, Question, Repeat, Scope, Target};
use crate::form::Text;

/// A [`Node`] with all that any of its variants may have.
#[derive(Deserialize)]
pub(super) struct NodeRow {
    node: Name,
    name: String,
    kind: Option<Kind>,
    #[serde(default)]
    label: Text,
    #[serde(default)]
    hint: Text,
    required: Option<String>,
    #[serde(default)]
    required_message: Text,
    relevant: Option<String>,
    constraint: Option<String>,
    #[serde(default)]
    constraint_message: Text,
    calculation: Option<String>,
    appearance: Option<String>,
    #[serde(default)]
    criteria: Vec<String>,
    #[serde(default)]
    personal: bool,
    target: Option<Target>,
    nodes: Option<Vec<Node>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Name {
    Question,
    Group,
    Repeat,
}

impl TryFrom<NodeRow> for Node {
    type Error = &'static str;

    fn try_from(row: NodeRow) -> Result<Self, Self::Error> {
        let NodeRow { name, label, relevant, appearance, nodes, .. } = row;
        Ok(match row.node {
            Name::Question => Self::Question(Question {
                name,
                kind: row.kind.ok_or("a question without `kind`")?,
                label,
                hint: row.hint,
                required: row.required,
                required_message: row.required_message,
                relevant,
                constraint: row.constraint,
                constraint_message: row.constraint_message,
                calculation: row.calculation,
                appearance,
                criteria: row.criteria,
                personal: row.personal,
            }),
            Name::Group => {
                let nodes = nodes.ok_or("a group without `nodes`")?;
                Self::Group(Group { name, label, relevant, appearance, nodes })
            }
            Name::Repeat => {
                let target = row.target.ok_or("a repeat without `target`")?;
                let nodes = nodes.ok_or("a repeat without `nodes`")?;
                Self::Repeat(Repeat { name, label, relevant, target, nodes })
            }
        })
    }
}

/// A [`Kind`], with the list of choices that two of them have.
#[derive(Deserialize)]
pub(super) struct KindRow {
    r#type: String,
    list: Option<String>,
}

impl TryFrom<KindRow> for Kind {
    type Error = &'static str;

    fn try_from(row: KindRow) -> Result<Self, Self::Error> {
        Ok(match (row.r#type.as_str(), row.list) {
            ("text", None) => Self::Text,
            ("integer", None) => Self::Integer,
            ("decimal", None) => Self::Decimal,
            ("date", None) => Self::Date,
            ("select_one", Some(list)) => Self::SelectOne(list),
            ("select_multiple", Some(list)) => Self::SelectMultiple(list),
            ("note", None) => Self::Note,
            ("calculate", None) => Self::Calculate,
            ("start", None) => Self::Start,
            ("end", None) => Self::End,
            ("today", None) => Self::Today,
            ("device_id", None) => Self::DeviceId,
            ("username", None) => Self::Username,
            _ => return Err("no question type with such a list"),
        })
    }
}

/// A [`Scope`], with the question that one of them has.
#[derive(Deserialize)]
pub(super) struct ScopeRow {
    scope: String,
    question: Option<String>,
}

impl TryFrom<ScopeRow> for Scope {
    type Error = &'static str;

    fn try_from(row: ScopeRow) -> Result<Self, Self::Error> {
        Ok(match (row.scope.as_str(), row.question) {
            ("all", None) => Self::All,
            ("own", None) => Self::Own,
            ("used", Some(question)) => Self::Used(question),
            _ => return Err("no scope with such a question"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_scope_is_read_back() {
        let list = || "yesno".to_owned();
        let kinds = [
            Kind::Text,
            Kind::Integer,
            Kind::Decimal,
            Kind::Date,
            Kind::SelectOne(list()),
            Kind::SelectMultiple(list()),
            Kind::Note,
            Kind::Calculate,
            Kind::Start,
            Kind::End,
            Kind::Today,
            Kind::DeviceId,
            Kind::Username,
        ];
        for kind in kinds {
            let json = serde_json::to_string(&kind).unwrap();
            assert_eq!(serde_json::from_str::<Kind>(&json).unwrap(), kind, "{json}");
        }
        for scope in [Scope::All, Scope::Own, Scope::Used("used_departments".to_owned())] {
            let json = serde_json::to_string(&scope).unwrap();
            assert_eq!(serde_json::from_str::<Scope>(&json).unwrap(), scope, "{json}");
        }
    }

    #[test]
    fn every_node_is_read_back() {
        let text = |text: &str| Text::from([("vi".to_owned(), text.to_owned())]);
        let question = Node::Question(Question {
            name: "month".to_owned(),
            kind: Kind::Integer,
            label: text("label"),
            hint: text("hint"),
            required: Some("true()".to_owned()),
            required_message: text("required"),
            relevant: Some("${a} = 1".to_owned()),
            constraint: Some(". < 13".to_owned()),
            constraint_message: text("constraint"),
            calculation: Some("1 + 1".to_owned()),
            appearance: Some("minimal".to_owned()),
            criteria: vec!["1.1".to_owned()],
            personal: true,
        });
        let group = Node::Group(Group {
            name: "about".to_owned(),
            label: text("group"),
            relevant: Some("true()".to_owned()),
            appearance: Some("field-list".to_owned()),
            nodes: vec![question],
        });
        let repeat = Node::Repeat(Repeat {
            name: "departments".to_owned(),
            label: text("repeat"),
            relevant: Some("true()".to_owned()),
            target: Target { unit_type: "department".to_owned(), scope: Scope::Used("used".to_owned()) },
            nodes: vec![group],
        });
        let json = serde_json::to_string(&repeat).unwrap();
        assert_eq!(serde_json::from_str::<Node>(&json).unwrap(), repeat);
    }

    #[test]
    fn a_row_that_lacks_what_its_node_needs_is_refused() {
        for (json, fault) in [
            (r#"{"node":"question","name":"a"}"#, "a question without `kind`"),
            (r#"{"node":"group","name":"a"}"#, "a group without `nodes`"),
            (r#"{"node":"repeat","name":"a","nodes":[]}"#, "a repeat without `target`"),
            (r#"{"node":"question","name":"a","kind":{"type":"text","list":"l"}}"#, "no question type"),
        ] {
            let error = serde_json::from_str::<Node>(json).unwrap_err().to_string();
            assert!(error.contains(fault), "{json}: {error}");
        }
    }
}
