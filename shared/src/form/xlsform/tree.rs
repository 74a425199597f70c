//! Groups and repeats while they are open: what begins must end, in the right order.

use super::kind::Line;
use crate::form::{Group, Kind, Node, Repeat, Scope, Target, Text, UNIT};
use crate::problem::{Location, Problem};
use crate::sheet::{Faults, Record};

/// A group or repeat that has begun.
#[derive(Debug)]
pub(super) struct Open {
    /// `begin_group` or `begin_repeat`.
    pub line: Line,
    pub name: String,
    pub label: Text,
    pub relevant: Option<String>,
    pub appearance: Option<String>,
    /// Of a repeat; absent where it is wrong.
    pub target: Option<Target>,
    /// Where its row stands.
    pub at: Location,
    pub nodes: Vec<Node>,
}

/// The form as it grows.
#[derive(Debug, Default)]
pub(super) struct Tree {
    root: Vec<Node>,
    open: Vec<Open>,
    /// The `used_…` questions so far: name and list.
    used: Vec<(String, String)>,
}

impl Tree {
    /// The repeat that the next row stands in.
    pub fn repeat(&self) -> Option<&Open> {
        self.open.iter().rev().find(|open| open.line == Line::BeginRepeat)
    }

    /// Begins a group or repeat.
    pub fn begin(&mut self, open: Open) {
        self.open.push(open);
    }

    /// Adds a question.
    pub fn add(&mut self, node: Node) {
        if let Node::Question(question) = &node
            && let Kind::SelectMultiple(list) = &question.kind
            && question.name.starts_with("used_")
            && self.repeat().is_none()
        {
            self.used.push((question.name.clone(), list.clone()));
        }
        self.open.last_mut().map_or(&mut self.root, |open| &mut open.nodes).push(node);
    }

    /// Ends the innermost group or repeat.
    pub fn end(&mut self, line: &Line, record: Record, faults: &mut Faults) {
        let spot = record.at("type");
        let Some(open) = self.open.pop() else {
            return spot.fault(Problem::new("form.end_without_begin"), faults);
        };
        let right = matches!(
            (&open.line, line),
            (Line::BeginGroup, Line::EndGroup) | (Line::BeginRepeat, Line::EndRepeat)
        );
        if !right {
            let problem = Problem::new("form.end_mismatch")
                .with("name", &open.name)
                .with("begun", open.at.row.unwrap_or_default());
            spot.fault(problem, faults);
        }
        if let Some(name) = record.at("name").word(faults)
            && name != open.name
            && right
        {
            let problem = Problem::new("form.end_name").with("name", name).with("open", &open.name);
            record.at("name").fault(problem, faults);
        }
        let node = self.close(open, faults);
        self.add(node);
    }

    /// The whole form; what is still open is a fault where it begins.
    pub fn finish(mut self, faults: &mut Faults) -> Vec<Node> {
        while let Some(open) = self.open.pop() {
            let at = Location { column: Some("type".to_owned()), ..open.at.clone() };
            faults.note(at, Problem::new("form.never_ended").with("name", &open.name));
            let node = self.close(open, faults);
            self.add(node);
        }
        self.root
    }

    fn close(&self, open: Open, faults: &mut Faults) -> Node {
        let Open { name, label, relevant, appearance, target, at, nodes, .. } = open;
        let Some(mut target) = target else {
            return Node::Group(Group { name, label, relevant, appearance, nodes });
        };
        let at = Location { column: Some("target".to_owned()), ..at };
        match unit_list(&nodes) {
            None => faults.note(at, Problem::new("form.unit_question_missing")),
            Some(list) => {
                if let Scope::Used(question) = &mut target.scope {
                    match self.used.iter().rev().find(|(_, used)| used == list) {
                        Some((name, _)) => question.clone_from(name),
                        None => faults.note(at, Problem::new("form.used_missing").with("list", list)),
                    }
                }
            }
        }
        Node::Repeat(Repeat { name, label, relevant, target, nodes })
    }
}

/// The list of the `unit` question of a repeat.
fn unit_list(nodes: &[Node]) -> Option<&str> {
    nodes.iter().find_map(|node| match node {
        Node::Question(question) if question.name == UNIT => match &question.kind {
            Kind::SelectOne(list) => Some(list.as_str()),
            _ => None,
        },
        Node::Group(group) => unit_list(&group.nodes),
        _ => None,
    })
}
